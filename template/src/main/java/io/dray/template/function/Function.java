package io.dray.template.function;

import org.jspecify.annotations.Nullable;

/** A function that templates call by name. Implemented by enums, so that a new function cannot be forgotten in a switch. */
public interface Function {
    /** Where a function comes from, which decides in which sets it is. */
    enum Origin {
        /** Predefined by Go's text/template. */
        GO,
        /** Of dgr's own. */
        DGR,
        /** Of sprig, a library that dgr took over. */
        SPRIG,
        /** Of gtf, another library that dgr took over. */
        GTF,
        /** Of Dray alone. */
        DRAY
    }

    /** For {@link #most}: any number of arguments. */
    int ANY_NUMBER = Signature.ANY_NUMBER;

    /** What is fixed about it. */
    Definition definition();

    /** Where it comes from. */
    default Origin origin() {
        return definition().origin();
    }

    /** How it is called. */
    default Signature signature() {
        return definition().signature();
    }

    /** As templates write it. */
    default String templateName() {
        return signature().name();
    }

    /** How many arguments it needs; checked before each call. */
    default int least() {
        return signature().least();
    }

    /** How many arguments it takes; checked before each call. */
    default int most() {
        return signature().most();
    }

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

    /** Whether a call takes its time on purpose, as the making of a key does. */
    default boolean isSlow() {
        return false;
    }

    /** The same function, which checks the types of its arguments as dgr's did. */
    default Function checked() {
        return Checked.of(this);
    }

    /** Whether this argument decides the result, so that those after it are not evaluated ({@code and}, {@code or}). */
    default boolean isDecidedBy(@Nullable Object argument) {
        return false;
    }
}
