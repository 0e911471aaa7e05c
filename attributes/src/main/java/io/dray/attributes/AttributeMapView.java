package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.template.KeyPath;
import io.dray.template.LateMap;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map as a templated attribute sees it: a value that is a template itself is rendered when it is asked for. */
final class AttributeMapView extends AbstractMap<String, @Nullable Object> implements LateMap {
    private final AttributeResolver resolver;
    private final Branch branch;
    private final String path;

    AttributeMapView(AttributeResolver resolver, Branch branch, String path) {
        this.resolver = resolver;
        this.branch = branch;
        this.path = path;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        Attribute value = branch.entries().get(key);
        return value == null ? null : resolver.view(value, KeyPath.child(path, String.valueOf(key)));
    }

    @Override
    public boolean holdsMap(Object key) {
        return branch.entries().get(key) instanceof Branch;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return branch.entries().containsKey(key);
    }

    @Override
    public int size() {
        return branch.entries().size();
    }

    @Override
    public Set<String> keySet() {
        return branch.entries().keySet();
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String key : keySet()) {
            values.put(key, get(key));
        }
        return Collections.unmodifiableMap(values).entrySet();
    }
}
