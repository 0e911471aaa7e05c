package io.dray.template.function;

import io.dray.template.value.ByteText;
import io.dray.template.value.Comparison;
import io.dray.template.value.GoFormat;
import io.dray.template.value.Limits;
import io.dray.template.value.ValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** New lists and maps from old ones. */
final class Lists {
    private Lists() {}

    /** A map of alternating keys and values. */
    static Map<String, @Nullable Object> map(List<@Nullable Object> keysAndValues) {
        if (keysAndValues.size() % 2 != 0) {
            throw new ValueException("the last key has no value");
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            map.put(GoFormat.print(keysAndValues.get(i)), keysAndValues.get(i + 1));
        }
        return Collections.unmodifiableMap(map);
    }

    /** Without so many items at its ends. */
    static List<?> without(List<?> list, int atStart, int atEnd) {
        return list.isEmpty() ? list : copy(list.subList(atStart, list.size() - atEnd));
    }

    static List<?> with(List<?> list, @Nullable Object item, boolean inFront) {
        Limits.checkItems(list.size() + 1L);
        List<@Nullable Object> longer = new ArrayList<>(list);
        longer.add(inFront ? 0 : list.size(), item);
        return Collections.unmodifiableList(longer);
    }

    static List<?> reversed(List<?> list) {
        return copy(list.reversed());
    }

    static List<?> distinct(List<?> list) {
        List<@Nullable Object> distinct = new ArrayList<>();
        for (Object item : list) {
            if (!contains(distinct, item)) {
                distinct.add(item);
            }
        }
        return Collections.unmodifiableList(distinct);
    }

    static boolean contains(List<?> list, @Nullable Object wanted) {
        for (Object item : list) {
            if (Comparison.looselyEquals(item, wanted)) {
                return true;
            }
        }
        return false;
    }

    /** In the order of the keys. */
    static List<?> values(Map<?, ?> map) {
        List<@Nullable Object> values = new ArrayList<>();
        for (String key : ByteText.sortedKeys(map)) {
            values.add(map.get(key));
        }
        return Collections.unmodifiableList(values);
    }

    static List<String> sorted(List<?> list) {
        List<String> texts = new ArrayList<>();
        for (Object item : list) {
            texts.add(GoFormat.print(item));
        }
        texts.sort(ByteText::compare);
        return Collections.unmodifiableList(texts);
    }

    /** 0, 1, 2... below the end. */
    static List<Long> until(int end) {
        Limits.checkItems(end);
        List<Long> numbers = new ArrayList<>();
        for (long i = 0; i < end; i++) {
            numbers.add(i);
        }
        return Collections.unmodifiableList(numbers);
    }

    private static List<?> copy(List<?> list) {
        return Collections.unmodifiableList(new ArrayList<>(list));
    }
}
