package io.dray.template.function;

import io.dray.template.value.Budget;
import io.dray.template.value.Dictionary;
import io.dray.template.value.Limits;
import io.dray.template.value.ValueKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One merge or copy of maps in all their depth. */
final class Merging {
    private final boolean overwrites;
    private final Budget budget = new Budget();
    private long copied;

    private Merging(boolean overwrites) {
        this.overwrites = overwrites;
    }

    /**
     * The first map with the others merged into it. A map that the template made is itself changed, as in sprig; of an
     * attribute a copy is.
     *
     * @param overwrites whether later maps win; otherwise they only give what is missing or empty
     */
    static Dictionary merge(Arguments arguments, boolean overwrites) {
        Merging merging = new Merging(overwrites);
        Dictionary target = changeable(arguments.map(0));
        for (int i = 1; i < arguments.count(); i++) {
            merging.merge(target, arguments.map(i), 0);
        }
        return target;
    }

    private void merge(Dictionary target, Map<?, ?> source, int depth) {
        Limits.checkDepth(depth);
        for (Map.Entry<?, ?> entry : source.entrySet()) {
            budget.use();
            Object key = entry.getKey();
            Object mine = target.get(key);
            if (mine instanceof Map<?, ?> inner && entry.getValue() instanceof Map<?, ?> other) {
                Dictionary merged = changeable(inner);
                target.put(key, merged);
                merge(merged, other, depth + 1);
            } else if (!ValueKind.isTrue(mine) || (overwrites && ValueKind.isTrue(entry.getValue()))) {
                target.put(key, entry.getValue());
            }
        }
    }

    private static Dictionary changeable(Map<?, ?> map) {
        return map instanceof Dictionary dictionary ? dictionary : new Dictionary(map);
    }

    /** A copy that shares nothing with the value; its maps can be changed. */
    static @Nullable Object copy(@Nullable Object value) {
        return new Merging(true).copy(value, 0);
    }

    private @Nullable Object copy(@Nullable Object value, int depth) {
        Limits.checkDepth(depth);
        copied++;
        Limits.checkItems(copied);
        if (value instanceof Map<?, ?> map) {
            Dictionary copy = new Dictionary();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                copy.put(entry.getKey(), copy(entry.getValue(), depth + 1));
            }
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            for (Object item : list) {
                copy.add(copy(item, depth + 1));
            }
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
