package io.dray.template.function;

import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Arithmetic on Long, BigInteger and Double: exact unless one of the operands is a Double. */
final class Numbers {
    /** Whole numbers of more bits are refused. */
    private static final int MAX_BITS = 4096;

    private Numbers() {}

    static Number add(Number left, Number right) {
        return isFloating(left, right)
                ? (Number) (left.doubleValue() + right.doubleValue())
                : normal(exact(left).add(exact(right)));
    }

    static Number subtract(Number left, Number right) {
        return isFloating(left, right)
                ? (Number) (left.doubleValue() - right.doubleValue())
                : normal(exact(left).subtract(exact(right)));
    }

    static Number multiply(Number left, Number right) {
        return isFloating(left, right)
                ? (Number) (left.doubleValue() * right.doubleValue())
                : normal(exact(left).multiply(exact(right)));
    }

    /** Whole numbers truncate towards zero, as in Go. */
    static Number divide(Number left, Number right) {
        refuseZero(right);
        return isFloating(left, right)
                ? (Number) (left.doubleValue() / right.doubleValue())
                : normal(exact(left).divide(exact(right)));
    }

    /** Takes the sign of the left operand, as in Go. */
    static Number remainder(Number left, Number right) {
        refuseZero(right);
        return isFloating(left, right)
                ? (Number) (left.doubleValue() % right.doubleValue())
                : normal(exact(left).remainder(exact(right)));
    }

    /** A number or the text of one as a whole number; fractions are cut off. */
    static Number whole(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case BigInteger number -> number;
            case Double number when Double.isFinite(number) -> normal(new BigDecimal(number).toBigInteger());
            case Boolean bool -> bool ? 1L : 0L;
            case String text -> parsed(text);
            case null, default ->
                throw new ValueException("not a number: " + ValueKind.of(value).description());
        };
    }

    /** A number or the text of one as a floating point number. */
    static double floating(@Nullable Object value) {
        return value instanceof Double number ? number : whole(value).doubleValue();
    }

    private static Number parsed(String text) {
        try {
            if (text.length() <= MAX_BITS / 4) {
                return normal(new BigInteger(text.strip()));
            }
        } catch (NumberFormatException e) {
            throw new ValueException("not a whole number: " + text);
        }
        throw new ValueException("the number is too large");
    }

    private static boolean isFloating(Number left, Number right) {
        return left instanceof Double || right instanceof Double;
    }

    private static BigInteger exact(Number number) {
        return number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
    }

    private static Number normal(BigInteger number) {
        if (number.bitLength() > MAX_BITS) {
            throw new ValueException("the number has more than " + MAX_BITS + " bits");
        }
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : (Number) number;
    }

    private static void refuseZero(Number divisor) {
        if (divisor.doubleValue() == 0) {
            throw new ValueException("division by zero");
        }
    }
}
