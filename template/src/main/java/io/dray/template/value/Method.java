package io.dray.template.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of a value, bound to the value.
 *
 * @param signature how it is called, as functions write theirs: {@code Format(layout string) string}
 * @param body what it does
 */
public record Method(String signature, Body body) {
    /** What a method does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Computes the result.
         *
         * @param arguments as many as the signature says
         * @throws ValueException for arguments it cannot work on
         */
        @Nullable
        Object call(List<? extends @Nullable Object> arguments);
    }

    /** A method that is called as the signature says. */
    static Method of(String signature, Body body) {
        return new Method(signature, body);
    }
}
