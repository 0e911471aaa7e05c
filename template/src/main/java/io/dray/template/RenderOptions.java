package io.dray.template;

import io.dray.template.function.FunctionContext;
import java.util.Optional;

/**
 * How a template is rendered.
 *
 * @param missingKeys what happens where a template prints an attribute that nobody defined
 * @param definitions who knows where attributes are defined, for hints
 * @param context the world that functions may ask
 */
public record RenderOptions(MissingKeys missingKeys, Definitions definitions, FunctionContext context) {
    /** What an attribute that nobody defined does. */
    public enum MissingKeys {
        /**
         * It is an error, except where its absence is what a template asks for: in {@code if}, {@code with},
         * {@code range}, {@code and}, {@code or}, {@code not}, and in functions made for it ({@code default}, ...).
         */
        REFUSED,
        /** It is null. */
        ZERO,
        /** It is nothing, and prints as {@code <no value>}, as in Go. */
        NO_VALUE
    }

    /** Knows where attributes are defined. */
    @FunctionalInterface
    public interface Definitions {
        /** The place, as {@code file:line}. */
        Optional<String> whereDefined(String key);
    }

    /** Missing attributes are errors; nobody knows where attributes are defined. */
    public static RenderOptions strict() {
        return strict(_ -> Optional.empty());
    }

    /** Missing attributes are errors whose hints say where the attribute that was probably meant is defined. */
    public static RenderOptions strict(Definitions definitions) {
        return new RenderOptions(MissingKeys.REFUSED, definitions, FunctionContext.withoutEnvironment());
    }

    /** Missing attributes print as in Go. */
    public static RenderOptions likeGo() {
        return new RenderOptions(MissingKeys.NO_VALUE, _ -> Optional.empty(), FunctionContext.withoutEnvironment());
    }

    /** The same, with another world for functions to ask. */
    public RenderOptions with(FunctionContext other) {
        return new RenderOptions(missingKeys, definitions, other);
    }

    /** The same, with missing attributes treated like this. */
    public RenderOptions with(MissingKeys other) {
        return new RenderOptions(other, definitions, context);
    }
}
