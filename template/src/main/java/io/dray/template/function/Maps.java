package io.dray.template.function;

import io.dray.template.value.ByteText;
import io.dray.template.value.Comparison;
import io.dray.template.value.Dictionary;
import io.dray.template.value.GoFormat;
import io.dray.template.value.GoTypes;
import io.dray.template.value.Limits;
import io.dray.template.value.PairMap;
import io.dray.template.value.TypedList;
import io.dray.template.value.ValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Making maps, looking into them, changing those that a template made. */
final class Maps {
    private Maps() {}

    /** A map of alternating keys and values. */
    static Dictionary of(List<@Nullable Object> keysAndValues) {
        checkPairs(keysAndValues);
        return ofWithEmptyLast(keysAndValues);
    }

    /** A map of alternating keys and values; a last key without value gets an empty text. */
    static Dictionary ofWithEmptyLast(List<@Nullable Object> keysAndValues) {
        Dictionary map = new Dictionary();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Object value = i + 1 < keysAndValues.size() ? keysAndValues.get(i + 1) : "";
            map.put(GoFormat.print(keysAndValues.get(i)), value);
        }
        return map;
    }

    /** A map of alternating keys and values whose keys keep their types. */
    static PairMap pairs(List<@Nullable Object> keysAndValues) {
        checkPairs(keysAndValues);
        PairMap map = new PairMap();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Object key = keysAndValues.get(i);
            if (key == null || key instanceof List<?> || key instanceof Map<?, ?>) {
                throw new ValueException("runtime error: hash of unhashable type " + GoTypes.nameOf(key));
            }
            map.put(key, keysAndValues.get(i + 1));
        }
        return map;
    }

    private static void checkPairs(List<@Nullable Object> keysAndValues) {
        if (keysAndValues.size() % 2 != 0) {
            throw new ValueException("the last key has no value");
        }
    }

    /** The value of a key; an empty text when there is none. */
    static @Nullable Object get(Map<?, ?> map, String key) {
        return map.containsKey(key) ? map.get(key) : "";
    }

    /** {@code dig key... default map}: the value below the keys, or the default. */
    static @Nullable Object dig(Arguments arguments) {
        int keys = arguments.count() - 2;
        if (keys < 1) {
            throw new ValueException("at least one key, a default and a map are needed");
        }
        Map<?, ?> map = arguments.map(keys + 1);
        for (int i = 0; i < keys; i++) {
            String key = arguments.text(i);
            if (!map.containsKey(key)) {
                return arguments.any(keys);
            }
            Object value = map.get(key);
            if (i == keys - 1) {
                return value;
            }
            if (!(value instanceof Map<?, ?> inner)) {
                throw new ValueException(key + " is " + GoTypes.nameOf(value) + " and has no " + arguments.text(i + 1));
            }
            map = inner;
        }
        return map;
    }

    static Map<?, ?> set(Map<?, ?> map, String key, @Nullable Object value) {
        changeable(map).put(key, value);
        return map;
    }

    static Map<?, ?> unset(Map<?, ?> map, String key) {
        changeable(map).remove(key);
        return map;
    }

    private static Dictionary changeable(Map<?, ?> map) {
        if (map instanceof Dictionary dictionary) {
            return dictionary;
        }
        throw new ValueException("attributes cannot be changed; change a copy: deepCopy gives one");
    }

    /** The keys of all maps, those of each in order. */
    static TypedList<String> keys(Arguments arguments) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < arguments.count(); i++) {
            keys.addAll(ByteText.sortedKeys(arguments.map(i)));
        }
        return TypedList.strings(keys);
    }

    /** In the order of the keys. */
    static List<?> values(Map<?, ?> map) {
        List<@Nullable Object> values = new ArrayList<>();
        for (String key : ByteText.sortedKeys(map)) {
            values.add(map.get(key));
        }
        return Collections.unmodifiableList(values);
    }

    /** The values that the maps have for a key. */
    static List<?> pluck(Arguments arguments) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i < arguments.count(); i++) {
            Map<?, ?> map = arguments.map(i);
            if (map.containsKey(arguments.text(0))) {
                values.add(map.get(arguments.text(0)));
            }
        }
        return Collections.unmodifiableList(values);
    }

    /** A map with only the named keys, or with all others. */
    static Dictionary select(Arguments arguments, boolean named) {
        Map<?, ?> map = arguments.map(0);
        List<String> keys = new ArrayList<>();
        for (int i = 1; i < arguments.count(); i++) {
            keys.add(arguments.text(i));
        }
        Dictionary selected = new Dictionary();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (keys.contains(String.valueOf(entry.getKey())) == named) {
                selected.put(entry.getKey(), entry.getValue());
            }
        }
        return selected;
    }

    static boolean isKeyAt(Arguments arguments, boolean first) {
        if (!(arguments.any(0) instanceof Map<?, ?> map)) {
            return false;
        }
        List<String> keys = ByteText.sortedKeys(map);
        return !keys.isEmpty() && (first ? keys.getFirst() : keys.getLast()).equals(arguments.any(1));
    }

    /** How many levels below the map an equal value is; 0 when there is none. */
    static long depth(@Nullable Object root, @Nullable Object part) {
        return depth(root, part, 1, Comparison.equality());
    }

    private static long depth(
            @Nullable Object value,
            @Nullable Object part,
            int level,
            BiPredicate<@Nullable Object, @Nullable Object> equality) {
        Limits.checkDepth(level);
        if (!(value instanceof Map<?, ?> map)) {
            return 0;
        }
        for (Object child : map.values()) {
            if (equality.test(child, part)) {
                return level;
            }
        }
        for (Object child : map.values()) {
            long found = depth(child, part, level + 1, equality);
            if (found > 0) {
                return found;
            }
        }
        return 0;
    }

    /** As dgr counted, which found nothing more than two levels down. */
    static long shallowDepth(@Nullable Object value, @Nullable Object part) {
        return shallowDepth(value, part, 0, GoTypes.equality());
    }

    private static long shallowDepth(
            @Nullable Object value,
            @Nullable Object part,
            long level,
            BiPredicate<@Nullable Object, @Nullable Object> equality) {
        Limits.checkDepth((int) level);
        if (part == null) {
            throw new ValueException("runtime error: invalid memory address or nil pointer dereference");
        }
        if (!(part instanceof Map<?, ?>)) {
            return level;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new ValueException("reflect: call of reflect.Value.MapKeys on " + GoTypes.kindOf(value) + " Value");
        }
        for (String key : ByteText.sortedKeys(map)) {
            Object child = map.get(key);
            if (equality.test(child, part)) {
                return level + 1;
            }
            if (child instanceof Map<?, ?> && shallowDepth(child, part, level + 1, equality) == level + 2) {
                return level + 2;
            }
        }
        return level;
    }
}
