package io.dray.template;

import io.dray.template.function.Function;
import io.dray.template.function.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A word of a command: something that has a value. */
sealed interface Expression extends Place {
    /**
     * Its value as the first word of a command.
     *
     * @param command the command it begins
     * @param last the value that the pipeline hands on to this command; null at its beginning
     */
    Traced asCommand(Frame frame, Traced dot, Command command, @Nullable Traced last);

    /** Its value as an argument of a function. */
    Traced asArgument(Frame frame, Traced dot, Parameter parameter);

    /** {@code .} */
    record Dot(int offset) implements Expression {
        @Override
        public Traced asCommand(Frame frame, Traced dot, Command command, @Nullable Traced last) {
            frame.at(this);
            command.requireAlone(frame, last);
            frame.attributes().noteRead(dot.path(), frame.source(), offset);
            return dot;
        }

        @Override
        public Traced asArgument(Frame frame, Traced dot, Parameter parameter) {
            frame.at(this);
            frame.attributes().noteRead(dot.path(), frame.source(), offset);
            return frame.checked(dot, parameter);
        }

        @Override
        public String shown() {
            return ".";
        }
    }

    /** {@code nil} */
    record Nil(int offset) implements Expression {
        @Override
        public Traced asCommand(Frame frame, Traced dot, Command command, @Nullable Traced last) {
            frame.at(this);
            command.requireAlone(frame, last);
            throw frame.error("nil is not a command", "nil can only be an argument: {{eq .port nil}}");
        }

        @Override
        public Traced asArgument(Frame frame, Traced dot, Parameter parameter) {
            frame.at(this);
            if (!parameter.takesNil()) {
                throw frame.error("cannot assign nil to " + parameter.goType(), Frame.conversion(parameter));
            }
            return Traced.made(null);
        }

        @Override
        public String shown() {
            return "nil";
        }
    }

    /**
     * A number, string, character or boolean.
     *
     * @param value its value; null for a number that fits no type of its own
     * @param number set for numbers and characters
     */
    record Literal(
            int offset,
            String shown,
            Traced value,
            @Nullable NumberLiteral number) implements Expression {
        static Literal of(int offset, boolean value) {
            return new Literal(offset, value ? "true" : "false", Traced.made(value), null);
        }

        static Literal of(int offset, String shown, String text) {
            return new Literal(offset, shown, Traced.made(text), null);
        }

        static Literal of(int offset, NumberLiteral number) {
            return new Literal(offset, number.text(), Traced.made(number.value()), number);
        }

        @Override
        public Traced asCommand(Frame frame, Traced dot, Command command, @Nullable Traced last) {
            frame.at(this);
            command.requireAlone(frame, last);
            return untyped(frame);
        }

        @Override
        public Traced asArgument(Frame frame, Traced dot, Parameter parameter) {
            frame.at(this);
            return parameter.takesEverything() ? untyped(frame) : Constants.convert(frame, this, parameter);
        }

        private Traced untyped(Frame frame) {
            if (number != null && number.tooLarge()) {
                throw frame.error(shown + " overflows int", "whole numbers end at " + Long.MAX_VALUE);
            }
            return value;
        }
    }

    /** {@code .redis.port} */
    record Field(int offset, List<String> names) implements Expression {
        @Override
        public Traced asCommand(Frame frame, Traced dot, Command command, @Nullable Traced last) {
            frame.at(this);
            return FieldChain.follow(frame, dot, names, new Invocation(dot, this, command.arguments(), last));
        }

        @Override
        public Traced asArgument(Frame frame, Traced dot, Parameter parameter) {
            frame.at(this);
            return frame.checked(FieldChain.follow(frame, dot, names, Invocation.plain(dot, this)), parameter);
        }

        @Override
        public String shown() {
            return "." + String.join(".", names);
        }
    }

    /** {@code (...).port} */
    record Chain(int offset, Expression base, List<String> names) implements Expression {
        @Override
        public Traced asCommand(Frame frame, Traced dot, Command command, @Nullable Traced last) {
            return follow(frame, dot, new Invocation(dot, this, command.arguments(), last));
        }

        @Override
        public Traced asArgument(Frame frame, Traced dot, Parameter parameter) {
            frame.at(this);
            return frame.checked(follow(frame, dot, Invocation.plain(dot, this)), parameter);
        }

        private Traced follow(Frame frame, Traced dot, Invocation invocation) {
            frame.at(this);
            return FieldChain.follow(frame, base.asArgument(frame, dot, Parameter.ANY), names, invocation);
        }

        @Override
        public String shown() {
            String shown = base instanceof Pipeline ? "(" + base.shown() + ")" : base.shown();
            return shown + "." + String.join(".", names);
        }
    }

    /** {@code $x}, {@code $x.port}; the name includes the dollar sign. */
    record Variable(int offset, String name, List<String> fields) implements Expression {
        @Override
        public Traced asCommand(Frame frame, Traced dot, Command command, @Nullable Traced last) {
            frame.at(this);
            Traced value = frame.variable(name);
            if (fields.isEmpty()) {
                command.requireAlone(frame, last);
                frame.attributes().noteRead(value.path(), frame.source(), offset);
                return value;
            }
            return FieldChain.follow(frame, value, fields, new Invocation(dot, this, command.arguments(), last));
        }

        @Override
        public Traced asArgument(Frame frame, Traced dot, Parameter parameter) {
            frame.at(this);
            Traced value = frame.variable(name);
            if (fields.isEmpty()) {
                frame.attributes().noteRead(value.path(), frame.source(), offset);
                return frame.checked(value, parameter);
            }
            return frame.checked(FieldChain.follow(frame, value, fields, Invocation.plain(dot, this)), parameter);
        }

        @Override
        public String shown() {
            return fields.isEmpty() ? name : name + "." + String.join(".", fields);
        }
    }

    /** The name of a function: the first word of a call, or a call without arguments. */
    record FunctionName(int offset, Function function) implements Expression {
        @Override
        public Traced asCommand(Frame frame, Traced dot, Command command, @Nullable Traced last) {
            frame.at(this);
            return Calls.call(frame, this, new Invocation(dot, command, command.arguments(), last));
        }

        @Override
        public Traced asArgument(Frame frame, Traced dot, Parameter parameter) {
            frame.at(this);
            return frame.checked(Calls.call(frame, this, Invocation.plain(dot, this)), parameter);
        }

        @Override
        public String shown() {
            return function.templateName();
        }
    }

    /** {@code a | b | c}: each command's value is the last argument of the next. */
    record Pipeline(int offset, List<String> variables, boolean assigns, List<Command> commands) implements Expression {
        public Pipeline {
            variables = List.copyOf(variables);
            commands = List.copyOf(commands);
        }

        /** The value of the last command; declares or assigns the variables. */
        Traced evaluate(Frame frame, Traced dot) {
            frame.at(this);
            int mark = frame.output().waiting();
            Traced value = commands.getFirst().evaluate(frame, dot, null).unboxed();
            for (int i = 1; i < commands.size(); i++) {
                value = commands.get(i).evaluate(frame, dot, value).unboxed();
            }
            if (variables.isEmpty()) {
                return value;
            }
            Traced declared = value.withReads(frame.output().takeSince(mark));
            for (String name : variables) {
                frame.set(name, declared, assigns);
            }
            return declared;
        }

        @Override
        public Traced asCommand(Frame frame, Traced dot, Command command, @Nullable Traced last) {
            command.requireAlone(frame, last);
            return evaluate(frame, dot);
        }

        @Override
        public Traced asArgument(Frame frame, Traced dot, Parameter parameter) {
            frame.at(this);
            return frame.checked(evaluate(frame, dot), parameter);
        }

        @Override
        public String shown() {
            StringBuilder shown = new StringBuilder();
            if (!variables.isEmpty()) {
                shown.append(String.join(", ", variables)).append(" := ");
            }
            for (int i = 0; i < commands.size(); i++) {
                shown.append(i == 0 ? "" : " | ").append(commands.get(i).shown());
            }
            return shown.toString();
        }
    }

    /** A word, or a function and its arguments. */
    record Command(int offset, List<Expression> words) implements Place {
        public Command {
            words = List.copyOf(words);
        }

        Traced evaluate(Frame frame, Traced dot, @Nullable Traced last) {
            return words.getFirst().asCommand(frame, dot, this, last);
        }

        /** The words behind the first. */
        List<Expression> arguments() {
            return words.size() == 1 ? List.of() : words.subList(1, words.size());
        }

        /** Refuses arguments behind a word that is no function. */
        void requireAlone(Frame frame, @Nullable Traced last) {
            if (words.size() > 1 || last != null) {
                throw frame.error(
                        "can't give argument to non-function "
                                + words.getFirst().shown(),
                        "only functions take arguments, and only they stand behind |: {{.name | printf \"%s\"}}");
            }
        }

        @Override
        public String shown() {
            StringBuilder shown = new StringBuilder();
            for (Expression word : words) {
                shown.append(shown.isEmpty() ? "" : " ");
                shown.append(word instanceof Pipeline ? "(" + word.shown() + ")" : word.shown());
            }
            return shown.toString();
        }
    }
}
