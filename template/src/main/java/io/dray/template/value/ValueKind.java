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
    MAP("map[string]interface {}", "a map"),
    /** A {@link GoObject}. */
    OBJECT("object", "an object");

    private final String goType;
    private final String description;

    ValueKind(String goType, String description) {
        this.goType = goType;
        this.description = description;
    }

    /** Go's usual name of the type; {@link #typeName} knows a value's own. */
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
        if (value == null || value instanceof Missing) {
            return NIL;
        }
        if (value instanceof String) {
            return STRING;
        }
        if (value instanceof Double) {
            return FLOAT;
        }
        if (value instanceof Number || value instanceof UnsignedByte) {
            return INT;
        }
        if (value instanceof Boolean) {
            return BOOL;
        }
        if (value instanceof Map<?, ?>) {
            return MAP;
        }
        if (value instanceof List<?>) {
            return LIST;
        }
        return value instanceof Complex ? COMPLEX : objectKind(value);
    }

    private static ValueKind objectKind(Object value) {
        if (value instanceof GoObject) {
            return OBJECT;
        }
        if (value instanceof Boxed boxed) {
            return of(boxed.value());
        }
        throw new IllegalArgumentException("not a template value: " + value.getClass());
    }

    /** Go's name of the value's type, as {@code printf "%T"} prints it. */
    public static String typeName(@Nullable Object value) {
        return value instanceof TypedValue typed ? typed.goType() : of(value).goType;
    }

    /** Whether {@code if} takes its first branch: not nothing, false, zero or empty. */
    public static boolean isTrue(@Nullable Object value) {
        if (value == null || value instanceof Missing) {
            return false;
        }
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        return isTrueNumber(value);
    }

    private static boolean isTrueNumber(Object value) {
        if (value instanceof BigInteger number) {
            return number.signum() != 0;
        }
        if (value instanceof Double number) {
            return number != 0;
        }
        if (value instanceof Number number) {
            return number.longValue() != 0;
        }
        if (value instanceof UnsignedByte unsigned) {
            return unsigned.number() != 0;
        }
        return !(value instanceof Complex complex) || complex.real() != 0 || complex.imaginary() != 0;
    }
}
