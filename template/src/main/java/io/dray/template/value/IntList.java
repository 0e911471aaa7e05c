package io.dray.template.value;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/** A list of whole numbers only, Go's {@code []int}, which Go tells from a list of anything. Immutable. */
public final class IntList extends AbstractList<Long> implements TypedValue, RandomAccess {
    private final List<Long> items;

    private IntList(List<Long> items) {
        this.items = items;
    }

    /** A copy of these numbers. */
    public static IntList of(List<Long> items) {
        return new IntList(new ArrayList<>(items));
    }

    @Override
    public Long get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public String goType() {
        return "[]int";
    }
}
