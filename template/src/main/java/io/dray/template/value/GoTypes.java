package io.dray.template.value;

import java.util.List;
import java.util.Map;
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

    /** Whether Go's {@code reflect.DeepEqual} calls them equal: the same type, and the same in all parts. */
    public static boolean deepEquals(@Nullable Object left, @Nullable Object right) {
        return deepEquals(left, right, 0);
    }

    private static boolean deepEquals(@Nullable Object left, @Nullable Object right, int depth) {
        Limits.checkDepth(depth);
        if (left == null || right == null) {
            return left == null && right == null;
        }
        if (!nameOf(left).equals(nameOf(right))) {
            return false;
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            boolean same = a.size() == b.size();
            for (int i = 0; same && i < a.size(); i++) {
                same = deepEquals(a.get(i), b.get(i), depth + 1);
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

    private static boolean sameEntries(Map<?, ?> left, Map<?, ?> right, int depth) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            Object other = right.get(entry.getKey());
            boolean present = other != null || right.containsKey(entry.getKey());
            if (!present || !deepEquals(entry.getValue(), other, depth + 1)) {
                return false;
            }
        }
        return true;
    }
}
