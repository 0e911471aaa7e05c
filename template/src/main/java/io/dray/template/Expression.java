package io.dray.template;

import io.dray.template.function.Function;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A word of a command: something that has a value. */
sealed interface Expression {
    /** Where it begins in its source. */
    int offset();

    /** {@code .} */
    record Dot(int offset) implements Expression {}

    /** {@code nil} */
    record Nil(int offset) implements Expression {}

    /** A number, string, character or boolean. */
    record Literal(int offset, @Nullable Object value, String text) implements Expression {}

    /** {@code .redis.port} */
    record Field(int offset, List<String> names) implements Expression {}

    /** {@code (...).port} */
    record Chain(int offset, Expression base, List<String> names) implements Expression {}

    /** {@code $x}, {@code $x.port}; the name includes the dollar sign. */
    record Variable(int offset, String name, List<String> fields) implements Expression {}

    /** The name of a function: the first word of a call, or a call without arguments. */
    record FunctionName(int offset, Function function) implements Expression {}

    /** {@code (a | b)} */
    record Parentheses(int offset, Pipeline pipeline) implements Expression {}

    /** {@code a | b | c}: each command's value is the last argument of the next. */
    record Pipeline(int offset, List<String> variables, boolean assigns, List<Command> commands) {
        public Pipeline {
            variables = List.copyOf(variables);
            commands = List.copyOf(commands);
        }
    }

    /** A word, or a function and its arguments. */
    record Command(int offset, List<Expression> words) {
        public Command {
            words = List.copyOf(words);
        }
    }

    /** How messages show it. */
    default String shown() {
        return switch (this) {
            case Dot _ -> ".";
            case Nil _ -> "nil";
            case Literal literal -> literal.text();
            case Field field -> "." + String.join(".", field.names());
            case Chain chain -> "(...)." + String.join(".", chain.names());
            case Variable variable ->
                variable.fields().isEmpty()
                        ? variable.name()
                        : variable.name() + "." + String.join(".", variable.fields());
            case FunctionName name -> name.function().templateName();
            case Parentheses _ -> "(...)";
        };
    }
}
