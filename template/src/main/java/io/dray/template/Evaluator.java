package io.dray.template;

import io.dray.template.Expression.Chain;
import io.dray.template.Expression.Command;
import io.dray.template.Expression.Dot;
import io.dray.template.Expression.Field;
import io.dray.template.Expression.FunctionName;
import io.dray.template.Expression.Literal;
import io.dray.template.Expression.Nil;
import io.dray.template.Expression.Parentheses;
import io.dray.template.Expression.Pipeline;
import io.dray.template.Expression.Variable;
import io.dray.template.function.Arguments;
import io.dray.template.function.Function;
import io.dray.template.function.GoFunction;
import io.dray.template.value.Limits;
import io.dray.template.value.Missing;
import io.dray.template.value.ValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the values of pipelines within one template call. */
final class Evaluator {
    private final Source source;
    private final Variables variables;
    private final AttributeReader attributes;
    private final Output output;

    Evaluator(Source source, Variables variables, AttributeReader attributes, Output output) {
        this.source = source;
        this.variables = variables;
        this.attributes = attributes;
        this.output = output;
    }

    /** The value of a pipeline; declares or assigns its variables. */
    Traced evaluate(Traced dot, Pipeline pipeline) {
        int mark = output.waiting();
        Traced value = run(dot, pipeline);
        if (pipeline.variables().isEmpty()) {
            return value;
        }
        Traced declared = value.withReads(output.takeSince(mark));
        for (String name : pipeline.variables()) {
            set(name, declared, pipeline);
        }
        return declared;
    }

    private void set(String name, Traced value, Pipeline pipeline) {
        if (!pipeline.assigns()) {
            variables.declare(name, value);
        } else if (!variables.assign(name, value)) {
            throw source.error(pipeline.offset(), "undefined variable: " + name);
        }
    }

    private Traced run(Traced dot, Pipeline pipeline) {
        Traced value = null;
        for (Command command : pipeline.commands()) {
            value = command(dot, command, value);
        }
        return value == null ? Traced.made(null) : value;
    }

    private Traced command(Traced dot, Command command, @Nullable Traced last) {
        Expression first = command.words().getFirst();
        if (first instanceof FunctionName name) {
            return call(dot, name, command.words(), last);
        }
        if (command.words().size() > 1 || last != null) {
            throw source.error(first.offset(), "can't give argument to non-function " + first.shown());
        }
        if (first instanceof Nil) {
            throw source.error(first.offset(), "nil is not a command");
        }
        return word(dot, first);
    }

    private Traced word(Traced dot, Expression word) {
        return switch (word) {
            case Dot _ -> {
                attributes.noteRead(dot.path(), source, word.offset());
                yield dot;
            }
            case Nil _ -> Traced.made(null);
            case Literal literal -> Traced.made(constant(literal));
            case Field field -> attributes.follow(dot, field.names(), source, field.offset());
            case Variable variable -> variable(variable);
            case Chain chain -> chain(dot, chain);
            case FunctionName name -> call(dot, name, List.of(name), null);
            case Parentheses parentheses -> evaluate(dot, parentheses.pipeline());
        };
    }

    private @Nullable Object constant(Literal literal) {
        if (literal.value() instanceof BigInteger) {
            throw source.error(literal.offset(), literal.text() + " overflows int");
        }
        return literal.value();
    }

    private Traced chain(Traced dot, Chain chain) {
        if (chain.base() instanceof Nil) {
            throw source.error(chain.offset(), "indirection through explicit nil");
        }
        return attributes.follow(word(dot, chain.base()), chain.names(), source, chain.offset());
    }

    private Traced variable(Variable variable) {
        Traced value = variables.find(variable.name());
        if (value == null) {
            throw source.error(variable.offset(), "undefined variable: " + variable.name());
        }
        if (value.path() == null) {
            output.readAll(value.reads());
        }
        if (!variable.fields().isEmpty()) {
            return attributes.follow(value, variable.fields(), source, variable.offset());
        }
        attributes.noteRead(value.path(), source, variable.offset());
        return value;
    }

    private Traced call(Traced dot, FunctionName name, List<Expression> words, @Nullable Traced last) {
        Function function = name.function();
        int count = words.size() - 1 + (last == null ? 0 : 1);
        checkCount(name, count);
        List<Traced> traced = new ArrayList<>(count);
        for (Expression word : words.subList(1, words.size())) {
            Traced argument = word(dot, word);
            if (function.isDecidedBy(argument.value())) {
                return argument;
            }
            traced.add(argument);
        }
        if (last != null) {
            traced.add(last);
        }
        if (function == GoFunction.INDEX) {
            Traced attribute = attributes.index(traced.getFirst(), traced.subList(1, count), source, name.offset());
            if (attribute != null) {
                return attribute;
            }
        }
        return Traced.made(call(name, traced));
    }

    private void checkCount(FunctionName name, int count) {
        Function function = name.function();
        if (count >= function.least() && count <= function.most()) {
            return;
        }
        String wanted = function.least() == function.most()
                ? String.valueOf(function.least())
                : count < function.least() ? "at least " + function.least() : "at most " + function.most();
        throw source.error(
                name.offset(), "wrong number of args for " + name.shown() + ": want " + wanted + " got " + count);
    }

    private @Nullable Object call(FunctionName name, List<Traced> traced) {
        List<@Nullable Object> values = new ArrayList<>(traced.size());
        for (Traced argument : traced) {
            Object value = argument.value();
            values.add(value instanceof Missing && !attributes.isStrict() ? null : value);
        }
        try {
            Object result = name.function().call(new Arguments(values, attributes.context()));
            if (result instanceof String text) {
                Limits.checkLength(text.length());
            }
            return result;
        } catch (ValueException e) {
            throw source.error(name.offset(), "error calling " + name.shown() + ": " + e.reason());
        }
    }
}
