package io.dray.template.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attributes as dgr's templates saw them: read through JSON, which made every number a float64. */
public final class DgrNumbers {
    private DgrNumbers() {}

    /** A copy of the tree that belongs to the caller, and in which each number is a Double. */
    public static @Nullable Object floating(@Nullable Object value) {
        return floating(value, 0);
    }

    private static @Nullable Object floating(@Nullable Object value, int depth) {
        Limits.checkDepth(depth);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>(list.size());
            for (Object item : list) {
                items.add(floating(item, depth + 1));
            }
            return items;
        }
        if (value instanceof Map<?, ?> map) {
            Dictionary entries = new Dictionary();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                entries.put(String.valueOf(entry.getKey()), floating(entry.getValue(), depth + 1));
            }
            return entries;
        }
        return value;
    }
}
