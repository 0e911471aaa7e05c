package io.dray.template.function;

import io.dray.template.value.Int64;
import io.dray.template.value.ValueException;
import org.jspecify.annotations.Nullable;

/** Numbers from values as sprig makes them: what is no number is 0. */
final class Casts {
    private Casts() {}

    /** The value as a whole number; fractions are cut off. */
    static long whole(@Nullable Object value) {
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        if (value instanceof Double number) {
            return whole(number.doubleValue());
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        try {
            return value instanceof String text ? Long.parseLong(text) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Go's conversion on this kind of processor: what does not fit is the smallest number. */
    private static long whole(double number) {
        boolean fits = number >= -0x1p63 && number < 0x1p63;
        return fits ? (long) number : Long.MIN_VALUE;
    }

    /** The value as a floating point number. */
    static double floating(@Nullable Object value) {
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return value instanceof String ? Numbers.floating(value) : 0;
        } catch (ValueException e) {
            return 0;
        }
    }

    /** The smallest or largest of the arguments as whole numbers. */
    static Int64 extreme(Arguments arguments, int sign) {
        long best = whole(arguments.any(0));
        for (int i = 1; i < arguments.count(); i++) {
            long next = whole(arguments.any(i));
            best = sign * Long.compare(next, best) > 0 ? next : best;
        }
        return new Int64(best);
    }
}
