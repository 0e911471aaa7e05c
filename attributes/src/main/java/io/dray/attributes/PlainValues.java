package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.attributes.Attribute.Items;
import io.dray.attributes.Attribute.Leaf;
import io.dray.core.YamlNode;
import io.dray.core.YamlNode.YamlList;
import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import io.dray.template.KeyPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes what templates read (maps, lists, scalars, all unmodifiable) from attributes and from YAML. */
final class PlainValues {
    private PlainValues() {}

    /** Says what a leaf is. */
    interface Leaves {
        @Nullable
        Object value(Leaf leaf, String path);
    }

    /** The values as they are written: templates are texts. */
    static @Nullable Object written(Attribute attribute) {
        return of(attribute, KeyPath.ROOT, new Leaves() {
            @Override
            public @Nullable Object value(Leaf leaf, String path) {
                return leaf.value();
            }
        });
    }

    /** The values, each leaf as the function makes it. */
    static @Nullable Object of(Attribute attribute, String path, Leaves leaves) {
        if (attribute instanceof Branch branch) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (Map.Entry<String, Attribute> entry : branch.entries().entrySet()) {
                String child = KeyPath.child(path, entry.getKey());
                values.put(entry.getKey(), of(entry.getValue(), child, leaves));
            }
            return Collections.unmodifiableMap(values);
        } else if (attribute instanceof Items items) {
            List<@Nullable Object> values = new ArrayList<>(items.items().size());
            for (int i = 0; i < items.items().size(); i++) {
                values.add(of(items.items().get(i), KeyPath.item(path, i), leaves));
            }
            return Collections.unmodifiableList(values);
        }
        return leaves.value((Leaf) attribute, path);
    }

    /** The values of a YAML document. */
    static @Nullable Object of(YamlNode node) {
        if (node instanceof YamlMap map) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (YamlNode.Entry entry : map.entries()) {
                values.put(entry.key(), of(entry.value()));
            }
            return Collections.unmodifiableMap(values);
        } else if (node instanceof YamlList list) {
            List<@Nullable Object> values = new ArrayList<>();
            for (YamlNode item : list.items()) {
                values.add(of(item));
            }
            return Collections.unmodifiableList(values);
        }
        return ((YamlScalar) node).value();
    }
}
