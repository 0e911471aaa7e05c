package io.dray.template.function;

import io.dray.template.value.ValueKind;
import org.jspecify.annotations.Nullable;

/** What a function's parameter is declared as in Go; checked before the call, and refused in Go's words. */
public enum Parameter {
    /** Anything. */
    ANY("interface {}", Constants.NONE, true),
    /** Anything, and the function sees whether it is in a {@link io.dray.template.value.Boxed box}. */
    BOXED("reflect.Value", Constants.NONE, true),
    STRING("string", Constants.STRING, false),
    BOOL("bool", Constants.BOOL, false),
    INT("int", Constants.INTEGER, false),
    INT64("int64", Constants.INTEGER, false),
    FLOAT64("float64", Constants.FLOAT, false),
    LIST("[]interface {}", Constants.NONE, true),
    STRINGS("[]string", Constants.NONE, true),
    MAP("map[string]interface {}", Constants.NONE, true),
    UINT32("uint32", Constants.INTEGER, false),
    TIME("time.Time", Constants.NONE, false);

    /** Which constants a parameter takes. */
    public enum Constants {
        STRING,
        BOOL,
        INTEGER,
        FLOAT,
        NONE
    }

    private final String goType;
    private final Constants constants;
    private final boolean takesNil;

    Parameter(String goType, Constants constants, boolean takesNil) {
        this.goType = goType;
        this.constants = constants;
        this.takesNil = takesNil;
    }

    /** Go's name of the type. */
    public String goType() {
        return goType;
    }

    /** Which constants it takes, if it does not {@link #takesEverything take everything}. */
    public Constants constants() {
        return constants;
    }

    /** Whether it takes nothing at all. */
    public boolean takesNil() {
        return takesNil;
    }

    /** Whether a value of any type will do. */
    public boolean takesEverything() {
        return this == ANY || this == BOXED;
    }

    /** Whether this value, which is not null, will do. */
    public boolean takes(@Nullable Object value) {
        return takesEverything() || goType.equals(ValueKind.typeName(value));
    }
}
