package io.dray.template;

import io.dray.template.Output.Read;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value and where it comes from.
 *
 * @param value the value; a missing attribute as {@link io.dray.template.value.Missing}
 * @param path the attribute it is; null for a value that the template made
 * @param reads the attributes a variable's value was made from
 */
record Traced(@Nullable Object value, @Nullable String path, List<Read> reads) {
    /** A value the template made itself. */
    static Traced made(@Nullable Object value) {
        return new Traced(value, null, List.of());
    }

    /** An attribute's value. */
    static Traced attribute(@Nullable Object value, @Nullable String path) {
        return new Traced(value, path, List.of());
    }

    Traced withReads(List<Read> others) {
        return new Traced(value, path, others);
    }
}
