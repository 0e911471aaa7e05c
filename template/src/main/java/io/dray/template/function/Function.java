package io.dray.template.function;

import org.jspecify.annotations.Nullable;

/** A function that templates call by name. Implemented by enums, so that a new function cannot be forgotten in a switch. */
public interface Function {
    /** For {@link #most}: any number of arguments. */
    int ANY_NUMBER = Integer.MAX_VALUE;

    /** As templates write it. */
    String templateName();

    /** How many arguments it needs; checked before each call. */
    int least();

    /** How many arguments it takes; checked before each call. */
    int most();

    /** What the parameter at this index, counted from 0, must be; checked before each call. */
    default Parameter parameter(int index) {
        return Parameter.ANY;
    }

    /**
     * Computes the result.
     *
     * @throws io.dray.template.value.ValueException for arguments it cannot work on
     */
    @Nullable
    Object call(Arguments arguments);

    /** Whether this argument decides the result, so that those after it are not evaluated ({@code and}, {@code or}). */
    default boolean isDecidedBy(@Nullable Object argument) {
        return false;
    }
}
