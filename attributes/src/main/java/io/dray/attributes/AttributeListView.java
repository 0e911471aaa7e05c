package io.dray.attributes;

import io.dray.attributes.Attribute.Items;
import io.dray.template.KeyPath;
import java.util.AbstractList;
import org.jspecify.annotations.Nullable;

/** A list as a templated attribute sees it, see {@link AttributeMapView}. */
final class AttributeListView extends AbstractList<@Nullable Object> {
    private final AttributeResolver resolver;
    private final Items items;
    private final String path;

    AttributeListView(AttributeResolver resolver, Items items, String path) {
        this.resolver = resolver;
        this.items = items;
        this.path = path;
    }

    @Override
    public @Nullable Object get(int index) {
        return resolver.view(items.items().get(index), KeyPath.item(path, index));
    }

    @Override
    public int size() {
        return items.items().size();
    }
}
