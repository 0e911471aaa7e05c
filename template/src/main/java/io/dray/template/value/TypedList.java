package io.dray.template.value;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/** A list of one type only, Go's {@code []string} or {@code []int}, which Go tells from a list of anything. Immutable. */
public final class TypedList<T> extends AbstractList<T> implements TypedValue, RandomAccess {
    private final String goType;
    private final List<T> items;

    private TypedList(String goType, List<T> items) {
        this.goType = goType;
        this.items = new ArrayList<>(items);
    }

    /** A copy of these strings, {@code []string}. */
    public static TypedList<String> strings(List<String> items) {
        return new TypedList<>("[]string", items);
    }

    /** A copy of these numbers, {@code []int}. */
    public static TypedList<Long> ints(List<Long> items) {
        return new TypedList<>("[]int", items);
    }

    @Override
    public T get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public String goType() {
        return goType;
    }
}
