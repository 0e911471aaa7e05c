package io.dray.template.value;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a list that, as in Go, can be sliced again beyond its own end: up to the end of the list it is a part of. */
public final class ListSlice extends AbstractList<@Nullable Object> implements TypedValue {
    private final List<?> whole;
    private final int from;
    private final int size;
    private final int capacity;

    private ListSlice(List<?> whole, int from, int size, int capacity) {
        this.whole = whole;
        this.from = from;
        this.size = size;
        this.capacity = capacity;
    }

    /**
     * The items from one position up to, without, another.
     *
     * @param capacity the position up to which the part can be sliced again
     */
    public static ListSlice of(List<?> list, int from, int to, int capacity) {
        if (list instanceof ListSlice slice) {
            return new ListSlice(slice.whole, slice.from + from, to - from, capacity - from);
        }
        return new ListSlice(list, from, to - from, capacity - from);
    }

    /** The position up to which it can be sliced. */
    public int capacity() {
        return capacity;
    }

    @Override
    public String goType() {
        return ValueKind.typeName(whole);
    }

    @Override
    public @Nullable Object get(int index) {
        return whole.get(from + index);
    }

    @Override
    public int size() {
        return size;
    }
}
