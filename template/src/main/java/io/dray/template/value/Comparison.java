package io.dray.template.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Equality and order of values as Dray has them: all numbers compare by value. Go's are in {@link GoComparison}. */
public final class Comparison {
    private Comparison() {}

    /** Dray's {@code eq}: numbers by value whatever their type, lists and maps part by part; never an error. */
    public static boolean looselyEquals(@Nullable Object left, @Nullable Object right) {
        return looselyEquals(left, right, 0);
    }

    private static boolean looselyEquals(@Nullable Object left, @Nullable Object right, int depth) {
        Limits.checkDepth(depth);
        if (left instanceof List<?> a && right instanceof List<?> b) {
            boolean same = a.size() == b.size();
            for (int i = 0; same && i < a.size(); i++) {
                same = looselyEquals(a.get(i), b.get(i), depth + 1);
            }
            return same;
        }
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            if (a.size() != b.size()) {
                return false;
            }
            for (Map.Entry<?, ?> entry : a.entrySet()) {
                boolean same = b.containsKey(entry.getKey())
                        && looselyEquals(entry.getValue(), b.get(entry.getKey()), depth + 1);
                if (!same) {
                    return false;
                }
            }
            return true;
        }
        return numericEquals(left, right);
    }

    private static boolean numericEquals(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        if (left instanceof UnsignedByte a) {
            return numericEquals((long) a.number(), right);
        }
        if (right instanceof UnsignedByte b) {
            return numericEquals(left, (long) b.number());
        }
        if (left instanceof Double a && right instanceof Double b) {
            return a.doubleValue() == b.doubleValue();
        }
        if (left instanceof Number a && right instanceof Number b) {
            return isFinite(a) && isFinite(b) && decimal(a).compareTo(decimal(b)) == 0;
        }
        return left.equals(right);
    }

    /**
     * Dray's {@code lt} and the like: as Go's, but numbers of all types have one order.
     *
     * @return negative, zero or positive
     */
    public static int looselyCompare(@Nullable Object left, @Nullable Object right) {
        ordered(left);
        ordered(right);
        if (left instanceof UnsignedByte a) {
            return looselyCompare((long) a.number(), right);
        }
        if (right instanceof UnsignedByte b) {
            return looselyCompare(left, (long) b.number());
        }
        if (left instanceof String a && right instanceof String b) {
            return ByteText.compare(a, b);
        }
        if (left instanceof Number a && right instanceof Number b) {
            boolean exact = isFinite(a) && isFinite(b);
            return exact ? decimal(a).compareTo(decimal(b)) : Double.compare(a.doubleValue(), b.doubleValue());
        }
        throw new ValueException(
                "incompatible types for comparison: " + ValueKind.of(left).description() + " and "
                        + ValueKind.of(right).description());
    }

    private static ValueKind ordered(@Nullable Object value) {
        ValueKind kind = ValueKind.of(value);
        if (kind == ValueKind.INT || kind == ValueKind.FLOAT || kind == ValueKind.STRING) {
            return kind;
        }
        throw new ValueException("invalid type for comparison: " + kind.description() + " has no order");
    }

    private static boolean isFinite(Number number) {
        return !(number instanceof Double d) || Double.isFinite(d);
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        return number instanceof Double floating ? new BigDecimal(floating) : BigDecimal.valueOf(number.longValue());
    }
}
