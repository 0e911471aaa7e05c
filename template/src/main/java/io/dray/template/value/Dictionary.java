package io.dray.template.value;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map that a template made with {@code dict}, and the only kind it can change with {@code set}. Not thread-safe. */
public class Dictionary extends LinkedHashMap<Object, @Nullable Object> {
    private static final long serialVersionUID = 1L;

    /** An empty map. */
    public Dictionary() {}

    /** A copy of this map; the values are shared. */
    public Dictionary(Map<?, ?> entries) {
        super(entries);
    }
}
