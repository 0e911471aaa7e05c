package io.dray.template.value;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Equality and order of values as Dray has them: all numbers compare by value. Go's are in {@link GoComparison}. */
public final class Comparison {
    private Comparison() {}

    /** Dray's {@code eq}: numbers by value whatever their type, lists and maps part by part; never an error. */
    public static boolean looselyEquals(@Nullable Object left, @Nullable Object right) {
        return equality().test(left, right);
    }

    /** The same for one call of a function that compares many values; not thread-safe. */
    public static BiPredicate<@Nullable Object, @Nullable Object> equality() {
        return new Equality();
    }

    /** Comparisons that may take only so long together: the same list can be an item many times over. */
    private static final class Equality implements BiPredicate<@Nullable Object, @Nullable Object> {
        private final Budget budget = new Budget();

        @Override
        public boolean test(@Nullable Object left, @Nullable Object right) {
            return holds(left, right, 0);
        }

        boolean holds(@Nullable Object left, @Nullable Object right, int depth) {
            Limits.checkDepth(depth);
            budget.use();
            if (left instanceof List<?> a && right instanceof List<?> b) {
                return listsEqual(a, b, depth);
            }
            if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
                return mapsEqual(a, b, depth);
            }
            return numericEquals(left, right);
        }

        private boolean listsEqual(List<?> left, List<?> right, int depth) {
            boolean same = left.size() == right.size();
            for (int i = 0; same && i < left.size(); i++) {
                same = holds(left.get(i), right.get(i), depth + 1);
            }
            return same;
        }

        private boolean mapsEqual(Map<?, ?> left, Map<?, ?> right, int depth) {
            boolean same = left.size() == right.size();
            for (Object key : left.keySet()) {
                same = same && right.containsKey(key) && holds(left.get(key), right.get(key), depth + 1);
            }
            return same;
        }
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
            return isFinite(a) && isFinite(b) && NumberOrder.compare(a, b) == 0;
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
            return exact ? NumberOrder.compare(a, b) : Double.compare(a.doubleValue(), b.doubleValue());
        }
        throw new ValueException(
                "incompatible types for comparison: " + ValueKind.of(left).description() + " and "
                        + ValueKind.of(right).description(),
                "numbers are compared with numbers and texts with texts: (int ...) or (toString ...) makes them alike");
    }

    private static ValueKind ordered(@Nullable Object value) {
        ValueKind kind = ValueKind.of(value);
        if (kind == ValueKind.INT || kind == ValueKind.FLOAT || kind == ValueKind.STRING) {
            return kind;
        }
        throw new ValueException(
                "invalid type for comparison: " + kind.description() + " has no order",
                "only numbers and texts have an order");
    }

    private static boolean isFinite(Number number) {
        return !(number instanceof Double d) || Double.isFinite(d);
    }
}
