package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.attributes.Attribute.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows dotted keys, as {@link io.dray.template.KeyPath} writes them, through attributes and values. */
final class AttributePath {
    private AttributePath() {}

    /** The attribute of this key; the empty key is the whole tree. */
    static Optional<Attribute> find(Attribute root, String key) {
        Attribute current = root;
        for (String step : steps(key)) {
            Attribute next = step(current, step);
            if (next == null) {
                return Optional.empty();
            }
            current = next;
        }
        return Optional.of(current);
    }

    /** The attribute of this key, or the innermost one around it that is written somewhere. */
    static Optional<Attribute> nearest(Attribute root, String key) {
        Attribute current = root;
        boolean inside = false;
        for (String step : steps(key)) {
            Attribute next = step(current, step);
            if (next == null) {
                break;
            }
            current = next;
            inside = true;
        }
        return inside ? Optional.of(current) : Optional.empty();
    }

    private static @Nullable Attribute step(Attribute from, String step) {
        if (from instanceof Branch branch) {
            return branch.entries().get(step);
        }
        int index = from instanceof Items items ? index(step, items.items().size()) : -1;
        return index < 0 ? null : ((Items) from).items().get(index);
    }

    /** Whether there is a value of this key, null included. */
    static boolean exists(@Nullable Object data, String key) {
        List<String> steps = steps(key);
        if (steps.isEmpty()) {
            return true;
        }
        Object around = follow(data, steps.subList(0, steps.size() - 1));
        String last = steps.getLast();
        return around instanceof Map<?, ?> map
                ? map.containsKey(last)
                : around instanceof List<?> list && index(last, list.size()) >= 0;
    }

    /** The value of this key; null when there is none. */
    static @Nullable Object value(@Nullable Object data, String key) {
        return follow(data, steps(key));
    }

    private static @Nullable Object follow(@Nullable Object data, List<String> steps) {
        Object current = data;
        for (String step : steps) {
            if (current instanceof Map<?, ?> map) {
                current = map.get(step);
            } else if (current instanceof List<?> list) {
                int index = index(step, list.size());
                current = index < 0 ? null : list.get(index);
            } else {
                return null;
            }
        }
        return current;
    }

    private static int index(String step, int size) {
        try {
            int index = Integer.parseInt(step);
            return index < size ? index : -1;
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    /** {@code a.b[0]["c.d"]} as a, b, 0, c.d. */
    static List<String> steps(String key) {
        List<String> steps = new ArrayList<>();
        int at = key.startsWith(".") ? 1 : 0;
        while (at < key.length()) {
            if (key.charAt(at) == '[') {
                boolean quoted = key.startsWith("[\"", at);
                int end = key.indexOf(quoted ? "\"]" : "]", at);
                int stop = end < 0 ? key.length() : end;
                steps.add(key.substring(Math.min(at + (quoted ? 2 : 1), stop), stop));
                at = stop + (quoted ? 2 : 1);
            } else {
                int end = at;
                while (end < key.length() && key.charAt(end) != '.' && key.charAt(end) != '[') {
                    end++;
                }
                steps.add(key.substring(at, end));
                at = end;
            }
            at += at < key.length() && key.charAt(at) == '.' ? 1 : 0;
        }
        return steps;
    }
}
