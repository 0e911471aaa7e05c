package io.dray.template.function;

import io.dray.template.value.ByteText;
import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Go's {@code len}, {@code index} and {@code slice}; strings count bytes. */
final class Indexing {
    private Indexing() {}

    static long length(@Nullable Object value) {
        return switch (value) {
            case String text -> ByteText.length(text);
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case null, default -> throw new ValueException("len of " + description(value));
        };
    }

    static @Nullable Object index(@Nullable Object value, List<@Nullable Object> indexes) {
        Object item = value;
        if (item == null) {
            throw new ValueException("index of nothing");
        }
        for (Object index : indexes) {
            item = indexOnce(item, index);
        }
        return item;
    }

    private static @Nullable Object indexOnce(@Nullable Object item, @Nullable Object index) {
        return switch (item) {
            case Map<?, ?> map -> {
                if (index instanceof String) {
                    yield map.get(index);
                }
                throw new ValueException("the key of a map must be a string, not " + description(index));
            }
            case List<?> list -> list.get(position(index, list.size() - 1));
            case String text -> {
                byte[] bytes = ByteText.encode(text);
                yield (long) (bytes[position(index, bytes.length - 1)] & 0xFF);
            }
            case null, default -> throw new ValueException("can't index " + description(item));
        };
    }

    static Object slice(@Nullable Object value, List<@Nullable Object> indexes) {
        int allowed = value instanceof String ? 2 : 3;
        if (indexes.size() > allowed) {
            throw new ValueException("too many slice indexes: " + indexes.size());
        }
        long length = switch (value) {
            case String text -> ByteText.length(text);
            case List<?> list -> list.size();
            case null, default -> throw new ValueException("can't slice " + description(value));
        };
        int from = indexes.isEmpty() ? 0 : position(indexes.get(0), length);
        int to = indexes.size() < 2 ? (int) length : position(indexes.get(1), length);
        int capacity = indexes.size() < 3 ? to : position(indexes.get(2), length);
        if (from > to || to > capacity) {
            throw new ValueException(
                    "invalid slice index: " + (from > to ? from : to) + " > " + (from > to ? to : capacity));
        }
        return switch (value) {
            case String text -> ByteText.slice(text, from, to);
            case List<?> list -> Collections.unmodifiableList(new ArrayList<>(list.subList(from, to)));
            case null, default -> throw new ValueException("can't slice " + description(value));
        };
    }

    private static int position(@Nullable Object index, long last) {
        if (index instanceof Long number) {
            if (number >= 0 && number <= last) {
                return number.intValue();
            }
            throw new ValueException("index out of range: " + number);
        }
        throw new ValueException("an index must be a whole number, not " + description(index));
    }

    private static String description(@Nullable Object value) {
        return ValueKind.of(value).description();
    }
}
