package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.attributes.Attribute.Items;
import io.dray.attributes.Attribute.Leaf;
import io.dray.core.InvalidInputException;
import io.dray.core.Yaml;
import io.dray.core.YamlNode;
import io.dray.core.YamlNode.Entry;
import io.dray.core.YamlNode.YamlList;
import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import io.dray.template.value.ByteText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An attribute file: YAML with two roots.
 *
 * @param defaults what may be replaced by every other file
 * @param overrides what replaces the defaults of every file
 * @param warnings what looks like a mistake
 */
record AttributeFile(Optional<Attribute> defaults, Optional<Attribute> overrides, List<String> warnings) {
    AttributeFile {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file of a layer.
     *
     * @throws InvalidInputException for anything but YAML whose roots are maps
     */
    static AttributeFile read(SourceFile file, String layer) {
        Optional<YamlNode> document = Yaml.parse(file.path(), ByteText.decode(file.content()));
        if (document.isEmpty() || isNull(document.get())) {
            return new AttributeFile(Optional.empty(), Optional.empty(), List.of());
        }
        if (!(document.get() instanceof YamlMap roots)) {
            throw new InvalidInputException(
                    document.get().mark() + ": attributes must be a map, not "
                            + document.get().kind(),
                    "put them under default: or override:");
        }
        List<String> warnings = new ArrayList<>();
        for (Entry root : roots.entries()) {
            if (!root.key().equals("default") && !root.key().equals("override")) {
                warnings.add(root.keyMark() + ": '" + root.key()
                        + "' is ignored: attributes stand under default: or override:");
            }
        }
        return new AttributeFile(root(roots, "default", layer), root(roots, "override", layer), warnings);
    }

    private static boolean isNull(YamlNode node) {
        return node instanceof YamlScalar scalar && scalar.value() == null;
    }

    private static Optional<Attribute> root(YamlMap roots, String name, String layer) {
        YamlNode node = roots.get(name);
        if (node == null || isNull(node)) {
            return Optional.empty();
        }
        if (!(node instanceof YamlMap)) {
            throw new InvalidInputException(node.mark() + ": '" + name + "' must be a map, not " + node.kind());
        }
        return Optional.of(convert(node, layer));
    }

    private static Attribute convert(YamlNode node, String layer) {
        Origin origin = new Origin(node.mark().file(), node.mark().line(), layer, List.of());
        return switch (node) {
            case YamlMap map -> {
                Map<String, Attribute> entries = new LinkedHashMap<>();
                for (Entry entry : map.entries()) {
                    Attribute value = convert(entry.value(), layer);
                    // a map or list begins below its key: people look for the key
                    int line = entry.keyMark().line();
                    boolean leaf = value instanceof Leaf;
                    entries.put(
                            entry.key(),
                            leaf ? value : value.withOrigin(new Origin(origin.file(), line, layer, List.of())));
                }
                yield new Branch(entries, origin);
            }
            case YamlList list -> {
                List<Attribute> items = new ArrayList<>();
                for (YamlNode item : list.items()) {
                    items.add(convert(item, layer));
                }
                yield new Items(items, origin);
            }
            case YamlScalar scalar -> {
                boolean quoted = !scalar.plain();
                yield new Leaf(scalar.value(), scalar.mark().column() + (quoted ? 1 : 0), origin);
            }
        };
    }
}
