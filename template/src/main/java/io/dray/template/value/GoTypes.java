package io.dray.template.value;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What Go calls the types of values. */
public final class GoTypes {
    private GoTypes() {}

    /** The name of the type, as {@code printf "%T"} prints it: {@code float64}, {@code []interface {}}. */
    public static String nameOf(@Nullable Object value) {
        return ValueKind.typeName(value);
    }

    /** The name of the kind: {@code slice}, {@code map}; {@code invalid} of nothing. */
    public static String kindOf(@Nullable Object value) {
        String type = nameOf(value);
        return switch (type.charAt(0)) {
            case '<' -> "invalid";
            case '[' -> "slice";
            case '*' -> "ptr";
            default -> type.startsWith("map[") ? "map" : type.indexOf('.') < 0 ? type : "struct";
        };
    }

    /** Whether Go's {@code reflect.DeepEqual} calls two values equal: the same type, and the same in all parts; not thread-safe. */
    public static BiPredicate<@Nullable Object, @Nullable Object> equality() {
        return new Equality();
    }

    /** The comparisons of one call, which may take only so long together. */
    private static final class Equality implements BiPredicate<@Nullable Object, @Nullable Object> {
        private final Budget budget = new Budget();

        @Override
        public boolean test(@Nullable Object left, @Nullable Object right) {
            return holds(left, right, 0);
        }

        private boolean holds(@Nullable Object left, @Nullable Object right, int depth) {
            Limits.checkDepth(depth);
            budget.use();
            if (left == null || right == null) {
                return left == null && right == null;
            }
            if (!nameOf(left).equals(nameOf(right))) {
                return false;
            }
            if (left instanceof List<?> a && right instanceof List<?> b) {
                boolean same = a.size() == b.size();
                for (int i = 0; same && i < a.size(); i++) {
                    same = holds(a.get(i), b.get(i), depth + 1);
                }
                return same;
            }
            if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
                return sameEntries(a, b, depth);
            }
            if (left instanceof Double a && right instanceof Double b) {
                return a.doubleValue() == b.doubleValue();
            }
            return left.equals(right);
        }

        private boolean sameEntries(Map<?, ?> left, Map<?, ?> right, int depth) {
            if (left.size() != right.size()) {
                return false;
            }
            for (Map.Entry<?, ?> entry : left.entrySet()) {
                Object other = right.get(entry.getKey());
                boolean present = other != null || right.containsKey(entry.getKey());
                if (!present || !holds(entry.getValue(), other, depth + 1)) {
                    return false;
                }
            }
            return true;
        }
    }
}
