package io.dray.template.value;

/** A whole number of Go's type {@code int64}, which Go tells from {@code int} although both have 64 bits. */
public final class Int64 extends Number implements TypedValue, Comparable<Int64> {
    private static final long serialVersionUID = 1L;

    private final long value;

    /** @param value the number */
    public Int64(long value) {
        this.value = value;
    }

    @Override
    public int intValue() {
        return (int) value;
    }

    @Override
    public long longValue() {
        return value;
    }

    @Override
    public float floatValue() {
        return value;
    }

    @Override
    public double doubleValue() {
        return value;
    }

    @Override
    public String goType() {
        return "int64";
    }

    @Override
    public int compareTo(Int64 other) {
        return Long.compare(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Int64 number && number.value == value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
