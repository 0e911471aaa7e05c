package io.dray.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function, or a field that could be a method, is called with.
 *
 * @param dot what {@code .} means in the arguments
 * @param place the piece that is blamed when the call fails
 * @param arguments the words behind the name
 * @param last what the pipeline hands on as the last argument; null for nothing
 */
record Invocation(
        Traced dot,
        Place place,
        List<Expression> arguments,
        @Nullable Traced last) {
    /** Nothing but the name. */
    static Invocation plain(Traced dot, Place place) {
        return new Invocation(dot, place, List.of(), null);
    }

    boolean hasArguments() {
        return last != null || !arguments.isEmpty();
    }

    int count() {
        return arguments.size() + (last == null ? 0 : 1);
    }
}
