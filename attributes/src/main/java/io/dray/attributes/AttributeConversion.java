package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.attributes.Attribute.Items;
import io.dray.attributes.Attribute.Leaf;
import io.dray.core.YamlNode;
import io.dray.core.YamlNode.Entry;
import io.dray.core.YamlNode.Mark;
import io.dray.core.YamlNode.YamlList;
import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes attributes from what a file holds.
 *
 * @param layer the name of the layer the file belongs to
 * @param verbatim whether a text that looks like a template is just a text
 */
record AttributeConversion(String layer, boolean verbatim) {
    /** The same value as an attribute. */
    Attribute convert(YamlNode node) {
        return convert(node, node.mark());
    }

    /** A map or list that begins below its key counts as written where the key is: people look for the key. */
    private Attribute convert(YamlNode node, Mark mark) {
        if (node instanceof YamlMap map) {
            Map<String, Attribute> entries = new LinkedHashMap<>();
            for (Entry entry : map.entries()) {
                boolean scalar = entry.value() instanceof YamlScalar;
                Mark shown = scalar ? entry.value().mark() : entry.keyMark();
                entries.put(entry.key(), convert(entry.value(), shown));
            }
            return new Branch(entries, place(mark, 0), List.of());
        } else if (node instanceof YamlList list) {
            List<Attribute> items = new ArrayList<>(list.items().size());
            for (YamlNode item : list.items()) {
                items.add(convert(item, item.mark()));
            }
            return new Items(items, place(mark, 0), List.of());
        }
        YamlScalar scalar = (YamlScalar) node;
        return new Leaf(scalar.value(), verbatim, place(mark, scalar.plain() ? 0 : 1), List.of());
    }

    private Place place(Mark mark, int quotes) {
        return new Place(mark.file(), mark.line(), mark.column() + quotes, layer);
    }
}
