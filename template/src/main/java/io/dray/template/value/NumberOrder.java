package io.dray.template.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The order of numbers by value, whatever their types: exact, also between whole numbers and floats. */
final class NumberOrder {
    private static final double BEYOND_LONG = 0x1p63;

    private NumberOrder() {}

    /**
     * Compares two finite numbers.
     *
     * @return negative, zero or positive
     */
    static int compare(Number left, Number right) {
        if (left instanceof Double a) {
            return right instanceof Double b ? compareFloats(a, b) : compareMixed(a, right);
        }
        if (right instanceof Double b) {
            return -compareMixed(b, left);
        }
        boolean small = !(left instanceof BigInteger) && !(right instanceof BigInteger);
        return small
                ? Long.compare(left.longValue(), right.longValue())
                : exact(left).compareTo(exact(right));
    }

    /** Zero has no sign here. */
    private static int compareFloats(double left, double right) {
        return left < right ? -1 : left > right ? 1 : 0;
    }

    private static int compareMixed(double left, Number right) {
        if (right instanceof BigInteger big) {
            // BigDecimal takes 40 ms when it is first used, so only where there is no other way
            return new BigDecimal(left).compareTo(new BigDecimal(big));
        }
        if (left >= BEYOND_LONG || left < -BEYOND_LONG) {
            return left > 0 ? 1 : -1;
        }
        int whole = Long.compare((long) left, right.longValue());
        return whole != 0 ? whole : compareFloats(left - (long) left, 0);
    }

    private static BigInteger exact(Number number) {
        return number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
    }
}
