package io.dray.template.function;

import io.dray.template.value.Boxed;
import io.dray.template.value.ByteText;
import io.dray.template.value.Int64;
import io.dray.template.value.ListSlice;
import io.dray.template.value.UnsignedByte;
import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Go's {@code len}, {@code index} and {@code slice}; strings count bytes. */
final class Indexing {
    private static final int MAX_INDEXES = 3;
    private static final String NULL = "it is null: give it a value, or ask first: {{if ...}}";
    private static final String POSITION = "a position is a whole number, counted from 0";
    private static final String UNPACKED = "Go takes no attribute as it is here; a variable will do: {{$n := .n}}";

    private Indexing() {}

    static long length(@Nullable Object value) {
        if (value instanceof Boxed boxed) {
            if (boxed.value() == null) {
                throw new ValueException("len of nil pointer", NULL);
            }
            return length(boxed.value());
        }
        if (value instanceof String text) {
            return ByteText.length(text);
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        throw new ValueException(
                value == null
                        ? "reflect: call of reflect.Value.Type on zero Value"
                        : "len of type " + ValueKind.typeName(value),
                "only lists, maps and texts have a length");
    }

    private static String counted(int length) {
        return length == 0 ? "it is empty" : "it has " + length + ", of which the last is " + (length - 1);
    }

    /** How many items or characters there are. */
    static long count(@Nullable Object value) {
        return value instanceof String text ? text.codePointCount(0, text.length()) : length(value);
    }

    /** The items or characters from {@code start} up to, without, {@code end}; others than lists have none. */
    static Object part(@Nullable Object value, int start, int end) {
        int from = Math.max(start, 0);
        if (value instanceof String text) {
            int[] runes = text.codePoints().toArray();
            int to = Math.min(end, runes.length);
            checkBounds(from, to, runes.length);
            return new String(runes, from, to - from);
        }
        if (value instanceof List<?> list) {
            checkBounds(from, end, list.size());
            return Lists.copy(list.subList(from, end));
        }
        return "";
    }

    /** The first or last item or character; others than lists have none. */
    static @Nullable Object item(@Nullable Object value, boolean first) {
        if (value instanceof String text) {
            checkBounds(0, 1, text.length());
            int at = first ? 0 : text.offsetByCodePoints(text.length(), -1);
            return Character.toString(text.codePointAt(at));
        }
        if (value instanceof List<?> list) {
            checkBounds(0, 1, list.size());
            return first ? list.getFirst() : list.getLast();
        }
        return "";
    }

    private static void checkBounds(int from, int to, int length) {
        if (from > to || to > length) {
            throw new ValueException(
                    "slice bounds out of range [" + from + ":" + to + "] of " + length, "it has " + length + " items");
        }
    }

    static @Nullable Object index(@Nullable Object value, List<@Nullable Object> indexes) {
        if (value == null) {
            throw new ValueException("index of untyped nil", NULL);
        }
        Object item = value;
        for (Object index : indexes) {
            if (item == null) {
                throw new ValueException("index of nil pointer", NULL);
            }
            item = indexOnce(item, index);
        }
        return item;
    }

    private static @Nullable Object indexOnce(Object item, @Nullable Object index) {
        if (item instanceof Map<?, ?> map) {
            return map.get(key(index));
        }
        if (item instanceof List<?> list) {
            int position = position(index, list.size());
            if (position == list.size()) {
                throw new ValueException("reflect: slice index out of range", counted(list.size()));
            }
            return list.get(position);
        }
        if (item instanceof String text) {
            byte[] bytes = ByteText.encode(text);
            int position = position(index, bytes.length);
            if (position == bytes.length) {
                throw new ValueException("reflect: string index out of range", counted(bytes.length));
            }
            return new UnsignedByte(bytes[position] & 0xFF);
        }
        throw new ValueException(
                "can't index item of type " + ValueKind.typeName(item), "only lists, maps and texts have items");
    }

    private static String key(@Nullable Object index) {
        if (index instanceof String key) {
            return key;
        }
        throw new ValueException(
                index == null
                        ? "value is nil; should be of type string"
                        : "value has type " + ValueKind.typeName(index) + "; should be string",
                "the keys of maps are texts: write it in quotes, or make it one: (print ...)");
    }

    static Object slice(@Nullable Object value, List<@Nullable Object> indexes) {
        if (value == null) {
            throw new ValueException("slice of untyped nil", NULL);
        }
        if (indexes.size() > MAX_INDEXES) {
            throw new ValueException("too many slice indexes: " + indexes.size(), "give it two: from, to");
        }
        int length = sliceLength(value, indexes);
        int[] ends = {0, length, length};
        for (int i = 0; i < indexes.size(); i++) {
            ends[i] = position(indexes.get(i), value instanceof ListSlice slice ? slice.capacity() : length);
        }
        for (int i = 0; i < 2; i++) {
            if (ends[i] > ends[i + 1] && (i == 0 || indexes.size() == MAX_INDEXES)) {
                throw new ValueException(
                        "invalid slice index: " + ends[i] + " > " + ends[i + 1], "a part begins before it ends");
            }
        }
        if (value instanceof String text) {
            return ByteText.slice(text, ends[0], ends[1]);
        }
        int capacity =
                indexes.size() == MAX_INDEXES ? ends[2] : value instanceof ListSlice slice ? slice.capacity() : length;
        return ListSlice.of((List<?>) value, ends[0], ends[1], capacity);
    }

    private static int sliceLength(Object value, List<@Nullable Object> indexes) {
        if (value instanceof String text) {
            if (indexes.size() == MAX_INDEXES) {
                throw new ValueException("cannot 3-index slice a string", "give it two indexes: from, to");
            }
            return ByteText.length(text);
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        throw new ValueException(
                "can't slice item of type " + ValueKind.typeName(value), "only lists and texts have parts");
    }

    /** The position that an index names, up to and with the length: Go lets slices begin and end there. */
    private static int position(@Nullable Object index, int length) {
        if (index == null) {
            throw new ValueException("cannot index slice/array with nil", POSITION);
        }
        if (index instanceof Boxed boxed) {
            throw new ValueException(
                    "cannot index slice/array with type interface {}", boxed.value() == null ? NULL : UNPACKED);
        }
        long position = index instanceof UnsignedByte unsigned ? unsigned.number() : -1;
        if (index instanceof Long || index instanceof Int64) {
            position = ((Number) index).longValue();
        } else if (!(index instanceof UnsignedByte)) {
            throw new ValueException("cannot index slice/array with type " + ValueKind.typeName(index), POSITION);
        }
        if (position < 0 || position > length) {
            throw new ValueException("index out of range: " + position, counted(length));
        }
        return (int) position;
    }
}
