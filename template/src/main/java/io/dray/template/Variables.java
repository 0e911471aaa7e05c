package io.dray.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables of one template call; scopes end by cutting the stack back. */
final class Variables {
    private final List<String> names = new ArrayList<>();
    private final List<Traced> values = new ArrayList<>();

    Variables(Traced root) {
        declare("$", root);
    }

    int mark() {
        return names.size();
    }

    void release(int mark) {
        names.subList(mark, names.size()).clear();
        values.subList(mark, values.size()).clear();
    }

    void declare(String name, Traced value) {
        names.add(name);
        values.add(value);
    }

    /** Assigns to the innermost variable of this name; false when there is none. */
    boolean assign(String name, Traced value) {
        int index = names.lastIndexOf(name);
        if (index >= 0) {
            values.set(index, value);
        }
        return index >= 0;
    }

    /** Assigns to one of the variables declared last, counted from 0; false when there are not so many. */
    boolean assignFromTop(int index, Traced value) {
        int at = values.size() - 1 - index;
        if (at >= 0) {
            values.set(at, value);
        }
        return at >= 0;
    }

    /** The innermost variable of this name. */
    @Nullable
    Traced find(String name) {
        int index = names.lastIndexOf(name);
        return index < 0 ? null : values.get(index);
    }
}
