package io.dray.template.function;

import io.dray.template.value.GoTime;
import io.dray.template.value.Missing;
import io.dray.template.value.TypedValue;
import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call, counted from 0. The accessors check the type; a missing attribute is an error except for
 * {@link #orNull}.
 */
public final class Arguments {
    /** How the reason begins when an argument is not what a function needs. */
    public static final String MISMATCH = "argument ";

    private final List<@Nullable Object> values;
    private final FunctionContext context;

    /**
     * The arguments of a call.
     *
     * @param values not changed afterwards
     * @param context the world the function may ask
     */
    public Arguments(List<@Nullable Object> values, FunctionContext context) {
        this.values = values;
        this.context = context;
    }

    /** The world the function may ask. */
    public FunctionContext context() {
        return context;
    }

    /** How many there are. */
    public int count() {
        return values.size();
    }

    /** The argument, null when it is null or an attribute that nobody defined. */
    public @Nullable Object orNull(int index) {
        Object value = values.get(index);
        return value instanceof Missing ? null : value;
    }

    /** The argument as it is, a missing attribute included: for functions that hand it on. */
    public @Nullable Object raw(int index) {
        return values.get(index);
    }

    /** The argument, which may be null, but not a missing attribute. */
    public @Nullable Object any(int index) {
        Object value = values.get(index);
        if (value instanceof Missing missing) {
            throw missing.failure();
        }
        return value;
    }

    /** All arguments from this one on. */
    public List<@Nullable Object> from(int first) {
        List<@Nullable Object> rest = new ArrayList<>(Math.max(count() - first, 0));
        for (int i = first; i < count(); i++) {
            rest.add(any(i));
        }
        return Collections.unmodifiableList(rest);
    }

    /** The argument, which must be a string. */
    public String text(int index) {
        if (any(index) instanceof String text) {
            return text;
        }
        throw mismatch(index, ValueKind.STRING);
    }

    /** The argument, which must be a whole number that fits in 32 bits. */
    public int integer(int index) {
        if (any(index) instanceof Long number) {
            if (number == number.intValue()) {
                return number.intValue();
            }
            throw new ValueException(
                    MISMATCH + (index + 1) + " is out of range: " + number,
                    "give a number of 32 bits, from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
        throw mismatch(index, ValueKind.INT);
    }

    /** The argument, which must be a whole number of 64 bits. */
    long whole(int index) {
        if (any(index) instanceof Long number) {
            return number;
        }
        throw mismatch(index, ValueKind.INT);
    }

    /** The argument, which must be true or false. */
    boolean bool(int index) {
        if (any(index) instanceof Boolean bool) {
            return bool;
        }
        throw mismatch(index, ValueKind.BOOL);
    }

    /** The argument, which must be a point in time. */
    GoTime time(int index) {
        if (any(index) instanceof GoTime time) {
            return time;
        }
        throw mismatch(index, "a time");
    }

    /** The argument, which must be a number: Long, Int64, BigInteger or Double. */
    public Number number(int index) {
        Object value = any(index);
        if (value instanceof Number number) {
            return number;
        }
        throw mismatch(index, ValueKind.FLOAT);
    }

    /** The argument, which must be a list. */
    public List<?> list(int index) {
        if (any(index) instanceof List<?> list) {
            return list;
        }
        throw mismatch(index, ValueKind.LIST);
    }

    /** The argument, which must be a map. */
    public Map<?, ?> map(int index) {
        if (any(index) instanceof Map<?, ?> map) {
            return map;
        }
        throw mismatch(index, ValueKind.MAP);
    }

    private ValueException mismatch(int index, ValueKind expected) {
        return mismatch(index, expected.description());
    }

    private ValueException mismatch(int index, String expected) {
        Object value = values.get(index);
        String found = value instanceof TypedValue typed
                ? typed.goType()
                : ValueKind.of(value).description();
        return new ValueException(MISMATCH + (index + 1) + " must be " + expected + ", but is " + found);
    }
}
