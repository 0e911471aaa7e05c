package io.dray.template;

import io.dray.template.Output.Read;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value and where it comes from.
 *
 * @param value the value; a missing attribute as {@link io.dray.template.value.Missing}
 * @param boxed whether it comes straight out of a list or map whose items have no fixed type: in Go's words, whether it is in an
 *     interface. A few messages name that type instead of the value's own, and null in a box is not the same as nothing.
 * @param path the attribute it is; null for a value that the template made
 * @param reads the attributes a variable's value was made from
 */
record Traced(
        @Nullable Object value, boolean boxed, @Nullable String path, List<Read> reads) {
    private static final Traced NOTHING = new Traced(null, false, null, List.of());

    /** A value the template made itself. */
    static Traced made(@Nullable Object value) {
        return value == null ? NOTHING : new Traced(value, false, null, List.of());
    }

    /** An attribute's value, not in a box: the whole tree, or a missing one. */
    static Traced attribute(@Nullable Object value, @Nullable String path) {
        return new Traced(value, false, path, List.of());
    }

    /** An item of a list or map. */
    static Traced item(@Nullable Object value, boolean boxed, @Nullable String path) {
        return new Traced(value, boxed, path, List.of());
    }

    Traced withReads(List<Read> others) {
        return others.isEmpty() && reads.isEmpty() ? this : new Traced(value, boxed, path, others);
    }

    Traced unboxed() {
        return boxed ? new Traced(value, false, path, reads) : this;
    }

    /** Nothing at all: not even null in a box. */
    boolean isNothing() {
        return value == null && !boxed;
    }
}
