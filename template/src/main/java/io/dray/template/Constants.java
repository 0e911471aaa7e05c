package io.dray.template;

import io.dray.core.InvalidInputException;
import io.dray.template.Expression.Literal;
import io.dray.template.function.Parameter;
import org.jspecify.annotations.Nullable;

/** Constants as arguments of functions that ask for a type: {@code 3} is also a floating point number there. */
final class Constants {
    private Constants() {}

    static Traced convert(Frame frame, Literal literal, Parameter parameter) {
        Object value = literal.value().value();
        NumberLiteral number = literal.number();
        return switch (parameter.constants()) {
            case STRING -> found(frame, value instanceof String text ? text : null, literal, "string");
            case BOOL -> found(frame, value instanceof Boolean bool ? bool : null, literal, "bool");
            case INTEGER -> found(frame, number == null ? null : number.whole(), literal, "integer");
            case FLOAT -> found(frame, number == null ? null : number.floating(), literal, "float");
            case NONE ->
                throw frame.error(
                        "can't handle " + literal.shown() + " for arg of type " + parameter.goType(),
                        Frame.conversion(parameter));
        };
    }

    private static Traced found(Frame frame, @Nullable Object value, Literal literal, String expected) {
        if (value == null) {
            throw mismatch(frame, literal, expected);
        }
        return Traced.made(value);
    }

    private static InvalidInputException mismatch(Frame frame, Literal literal, String expected) {
        String hint = expected.equals("string") ? "write it in quotes" : "the function takes no other constant here";
        return frame.error("expected " + expected + "; found " + literal.shown(), hint);
    }
}
