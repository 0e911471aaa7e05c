package io.dray.template.value;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of values a template knows, named as Go names the types they stand for. */
public enum ValueKind {
    /** null; also an attribute that nobody defined. */
    NIL("<nil>", "nothing"),
    BOOL("bool", "a boolean"),
    /** Long, or BigInteger beyond 64 bits. */
    INT("int", "a whole number"),
    FLOAT("float64", "a number"),
    COMPLEX("complex128", "a complex number"),
    STRING("string", "a string"),
    LIST("[]interface {}", "a list"),
    MAP("map[string]interface {}", "a map");

    private final String goType;
    private final String description;

    ValueKind(String goType, String description) {
        this.goType = goType;
        this.description = description;
    }

    /** Go's name of the type, as {@code printf "%T"} prints it. */
    public String goType() {
        return goType;
    }

    /** What a person calls it: {@code a whole number}. */
    public String description() {
        return description;
    }

    /**
     * The kind of a value.
     *
     * @throws IllegalArgumentException for an object that is no template value
     */
    public static ValueKind of(@Nullable Object value) {
        return switch (value) {
            case null -> NIL;
            case String _ -> STRING;
            case Long _ -> INT;
            case Boolean _ -> BOOL;
            case Map<?, ?> _ -> MAP;
            case List<?> _ -> LIST;
            case Double _ -> FLOAT;
            case BigInteger _ -> INT;
            case Complex _ -> COMPLEX;
            case Missing _ -> NIL;
            default -> throw new IllegalArgumentException("not a template value: " + value.getClass());
        };
    }

    /** Whether {@code if} takes its first branch: not nothing, false, zero or empty. */
    public static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean bool -> bool;
            case String text -> !text.isEmpty();
            case Long number -> number != 0;
            case Map<?, ?> map -> !map.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Double number -> number != 0;
            case BigInteger number -> number.signum() != 0;
            case Complex number -> number.real() != 0 || number.imaginary() != 0;
            case Missing _ -> false;
            default -> throw new IllegalArgumentException("not a template value: " + value.getClass());
        };
    }
}
