package io.dray.template.function;

import io.dray.template.value.GoFormat;
import io.dray.template.value.Int64;
import io.dray.template.value.Limits;
import io.dray.template.value.TypedList;
import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arithmetic on Long, BigInteger and Double: exact unless one of the operands is a Double. */
final class Numbers {
    /** Whole numbers of more bits are refused. */
    private static final int MAX_BITS = 4096;
    /** Numbers are rounded to no more digits than this. */
    private static final int MAX_DIGITS = 400;

    private static final String NUMBER =
            "give it a number, or digits in a text; (default 0 ...) is for what may be missing";

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

    /** Rounded to so many digits after the point; a Double stays one. */
    static Number rounded(Number number, int digits, RoundingMode mode) {
        if (Math.abs(digits) > MAX_DIGITS) {
            throw new ValueException("a number cannot be rounded to " + digits + " digits");
        }
        if (!(number instanceof Double value)) {
            return digits >= 0
                    ? whole(number)
                    : normal(new BigDecimal(exact(number))
                            .setScale(Math.min(digits, 0), mode)
                            .toBigInteger());
        }
        if (!Double.isFinite(value)) {
            return value;
        }
        // the decimal digits as they are printed: 2.675 has two, whatever its bits are
        return new BigDecimal(Double.toString(value)).setScale(digits, mode).doubleValue();
    }

    /** The numbers from start on in steps, without end; none for a step in the wrong direction. */
    static TypedList<Long> range(int start, int end, int step) {
        boolean forward = end > start;
        if (step == 0 || forward != step > 0) {
            return TypedList.ints(List.of());
        }
        Limits.checkItems(((long) end - start) / step);
        List<Long> numbers = new ArrayList<>();
        for (long i = start; forward ? i < end : i > end; i += step) {
            numbers.add(i);
        }
        return TypedList.ints(numbers);
    }

    /** {@code seq [first] [step] last}: the numbers with blanks between them. */
    static String sequence(Arguments arguments) {
        int count = arguments.count();
        if (count == 0 || count > 3) {
            return "";
        }
        int first = count == 1 ? 1 : arguments.integer(0);
        int last = arguments.integer(count - 1);
        int direction = last < first ? -1 : 1;
        int step = count == 3 ? arguments.integer(1) : direction;
        return Texts.join(range(first, last + direction, step), " ");
    }

    /** A number or the text of one as a whole number; fractions are cut off. */
    static Number whole(@Nullable Object value) {
        if (value instanceof Double number && Double.isFinite(number)) {
            return whole(number.doubleValue());
        }
        if (value instanceof Number number && !(value instanceof Double)) {
            return value instanceof Int64 ? (Number) number.longValue() : number;
        }
        if (value instanceof Boolean bool) {
            return bool ? 1L : 0L;
        }
        if (value instanceof String text) {
            return parsed(text);
        }
        throw new ValueException("not a number: " + ValueKind.of(value).description(), NUMBER);
    }

    private static Number whole(double number) {
        boolean fits = Math.abs(number) < 0x1p63;
        return fits ? (Number) (long) number : normal(new BigDecimal(number).toBigInteger());
    }

    /** A number or the text of one as a floating point number. */
    static double floating(@Nullable Object value) {
        if (value instanceof Double number) {
            return number;
        }
        return value instanceof String text
                ? parsedFloat(text.strip())
                : whole(value).doubleValue();
    }

    private static double parsedFloat(String text) {
        char last = text.isEmpty() ? 'x' : text.charAt(text.length() - 1);
        try {
            // Java's own suffixes for constants (1d, 1f) are no part of a number
            if (text.length() <= MAX_BITS && last <= '9') {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException e) {
            throw new ValueException("not a number: " + text, NUMBER);
        }
        throw new ValueException("not a number: " + text, NUMBER);
    }

    private static Number parsed(String text) {
        try {
            if (text.length() <= MAX_BITS / 4) {
                return normal(new BigInteger(text.strip()));
            }
        } catch (NumberFormatException e) {
            throw new ValueException("not a whole number: " + text, NUMBER);
        }
        throw new ValueException("the number is too large");
    }

    /** The number that these digits are in base 8: of {@code 0644} 420. */
    static Number octal(@Nullable Object digits) {
        String text = GoFormat.print(digits);
        try {
            return Long.parseLong(text, 8);
        } catch (NumberFormatException e) {
            throw new ValueException("not an octal number: " + text, "octal numbers have the digits 0 to 7 only");
        }
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
            throw new ValueException("division by zero", "ask first: {{if ...}}");
        }
    }
}
