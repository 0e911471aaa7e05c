package io.dray.template.value;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/** A list of strings only, Go's {@code []string}, which Go tells from a list of anything. Immutable. */
public final class StringList extends AbstractList<String> implements TypedValue, RandomAccess {
    private final List<String> items;

    private StringList(List<String> items) {
        this.items = items;
    }

    /** A copy of these strings. */
    public static StringList of(List<String> items) {
        return new StringList(new ArrayList<>(items));
    }

    @Override
    public String get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public String goType() {
        return "[]string";
    }
}
