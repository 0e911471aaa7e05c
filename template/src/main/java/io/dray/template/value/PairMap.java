package io.dray.template.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map with keys of any type, Go's {@code map[interface {}]interface {}}: what dgr's {@code pairs} made. */
public final class PairMap extends Dictionary implements TypedValue {
    private static final long serialVersionUID = 1L;

    /** An empty map. */
    public PairMap() {}

    /** The value of a key; text also finds a key of another type that prints so, as who walks the sorted keys asks for it. */
    @Override
    public @Nullable Object get(Object key) {
        if (key instanceof String && !containsKey(key)) {
            for (Map.Entry<Object, @Nullable Object> entry : entrySet()) {
                if (String.valueOf(entry.getKey()).equals(key)) {
                    return entry.getValue();
                }
            }
        }
        return super.get(key);
    }

    @Override
    public String goType() {
        return "map[interface {}]interface {}";
    }
}
