package io.dray.template.value;

/** A value whose type in Go is not the usual one of its kind: attributes never are, results of functions may be. */
public interface TypedValue {
    /** Go's name of the type, as {@code printf "%T"} prints it. */
    String goType();
}
