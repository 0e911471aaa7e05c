package io.dray.template.function;

import org.jspecify.annotations.Nullable;

/**
 * A method of a value, bound to the value.
 *
 * @param definition what is fixed about it
 * @param body what it does
 */
public record Method(Definition definition, Body body) implements Function {
    /** What a method does. */
    @FunctionalInterface
    public interface Body {
        /** As {@link Function#call}. */
        @Nullable
        Object call(Arguments arguments);
    }

    /** A method that is called as the signature says. */
    public static Method of(String signature, Body body) {
        return new Method(Definition.of(Origin.GO, signature), body);
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return body.call(arguments);
    }
}
