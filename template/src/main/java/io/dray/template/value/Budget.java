package io.dray.template.value;

/**
 * How much one call of a function may look at: lists and maps can hold the same list many times over, so that a few lines of
 * a template make one that no machine ever walks through. Not thread-safe.
 */
public final class Budget {
    private int used;

    /** Counts one item that is looked at. */
    public void use() {
        used++;
        if (used > Limits.MAX_LOOKED_AT) {
            throw new ValueException(
                    "a function looks at more than " + Limits.MAX_LOOKED_AT + " items",
                    "give it shorter lists, or parts of them");
        }
    }
}
