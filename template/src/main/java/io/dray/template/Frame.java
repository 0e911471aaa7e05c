package io.dray.template;

import io.dray.core.InvalidInputException;
import io.dray.template.function.Parameter;
import io.dray.template.value.Limits;
import io.dray.template.value.Missing;
import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;

/** One call of a body: its variables, and the piece of it that is being evaluated, for messages. */
final class Frame {
    private static final String NOTHING = "it is null: give it a value, or ask first: {{if ...}}";

    private final Session session;
    private final Body body;
    private final Variables variables;
    private Place place;

    Frame(Session session, Body body, Traced root) {
        this.session = session;
        this.body = body;
        this.variables = new Variables(root);
        this.place = body;
    }

    Session session() {
        return session;
    }

    Body body() {
        return body;
    }

    Source source() {
        return body.source();
    }

    Dialect dialect() {
        return body.source().dialect();
    }

    Output output() {
        return session.output();
    }

    AttributeReader attributes() {
        return session.attributes();
    }

    Variables variables() {
        return variables;
    }

    /** From here on, errors are this piece's. */
    void at(Place current) {
        place = current;
    }

    Place place() {
        return place;
    }

    /** An error of the piece being evaluated. */
    InvalidInputException error(String reason, String hint) {
        return source().renderError(body.name(), place, reason, hint);
    }

    /** An error of printing at the piece being evaluated. */
    InvalidInputException error(ValueException cause) {
        return error(cause.reason(), cause.hint().orElse("it cannot be printed"));
    }

    /** Enters a piece in another, or another body. */
    void enter() {
        session.enter(this);
    }

    void leave() {
        session.leave();
    }

    Traced variable(String name) {
        Traced value = variables.find(name);
        if (value == null) {
            throw undefined(name);
        }
        if (value.path() == null) {
            output().readAll(value.reads());
        }
        return value;
    }

    void set(String name, Traced value, boolean assigns) {
        if (!assigns) {
            variables.declare(name, value);
        } else if (!variables.assign(name, value)) {
            throw undefined(name);
        }
    }

    /** An error: a variable is set that was never declared. */
    InvalidInputException undefined(String name) {
        return error("undefined variable: " + name, "declare it before: {{" + name + " := ...}}");
    }

    /** The value, which must be what the parameter takes. */
    Traced checked(Traced argument, Parameter parameter) {
        if (parameter.takesEverything()) {
            return argument;
        }
        Object value = argument.value();
        if (value instanceof Missing missing && dialect() == Dialect.DRAY) {
            throw missing.failure();
        }
        if (value == null || value instanceof Missing) {
            return checkedNothing(argument, parameter);
        }
        if (!parameter.takes(value)) {
            throw error(
                    "wrong type for value; expected " + parameter.goType() + "; got " + ValueKind.typeName(value),
                    conversion(parameter));
        }
        return argument;
    }

    /** How a value is made one that the parameter takes. */
    static String conversion(Parameter parameter) {
        return switch (parameter.constants()) {
            case STRING -> "make it a string: (print ...), or (toString ...) before a |";
            case INTEGER -> "make it a whole number: (int ...)";
            case FLOAT -> "make it a number: (float64 ...)";
            case BOOL -> "compare it with something: (eq ... ...)";
            case NONE -> "the function takes " + parameter.goType() + " only";
        };
    }

    private Traced checkedNothing(Traced argument, Parameter parameter) {
        if (argument.boxed()) {
            throw error("wrong type for value; expected " + parameter.goType() + "; got interface {}", NOTHING);
        }
        if (!parameter.takesNil()) {
            throw error("invalid value; expected " + parameter.goType(), NOTHING);
        }
        return argument;
    }

    /** Counts a pass through a loop. */
    void countIteration() {
        session.checkTime(this);
        if (session.countIteration() > Limits.MAX_ITERATIONS) {
            throw error("more than " + Limits.MAX_ITERATIONS + " passes through loops", "give it shorter lists");
        }
    }
}
