package io.dray.template.value;

/** A map with keys of any type, Go's {@code map[interface {}]interface {}}: what dgr's {@code pairs} made. */
public final class PairMap extends Dictionary implements TypedValue {
    private static final long serialVersionUID = 1L;

    /** An empty map. */
    public PairMap() {}

    @Override
    public String goType() {
        return "map[interface {}]interface {}";
    }
}
