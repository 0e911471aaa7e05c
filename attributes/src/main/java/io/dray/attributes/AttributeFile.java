package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.core.InvalidInputException;
import io.dray.core.Yaml;
import io.dray.core.Yaml.DuplicateKeys;
import io.dray.core.YamlDocument;
import io.dray.core.YamlDocument.Warning;
import io.dray.core.YamlNode;
import io.dray.core.YamlNode.Entry;
import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import io.dray.template.Dialect;
import io.dray.template.value.ByteText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An attribute file: YAML or JSON with two roots.
 *
 * @param defaults what may be replaced by every other file
 * @param overrides what replaces the defaults of every file
 * @param warnings what looks like a mistake
 */
record AttributeFile(Optional<Attribute> defaults, Optional<Attribute> overrides, List<Warning> warnings) {
    private static final String DEFAULT = "default";
    private static final String OVERRIDE = "override";

    AttributeFile {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file of a layer.
     *
     * @throws InvalidInputException for anything but YAML whose roots are maps
     */
    static AttributeFile read(SourceFile file, AttributeLayer layer, Dialect dialect) {
        YamlDocument document = document(file, dialect);
        List<Warning> warnings = new ArrayList<>(document.warnings());
        Optional<YamlNode> root = document.root();
        if (root.isEmpty() || isNull(root.get())) {
            return new AttributeFile(Optional.empty(), Optional.empty(), warnings);
        }
        if (layer.mayBePlain() && isPlain(root.get())) {
            Attribute all = new AttributeConversion(layer.name(), true).convert(root.get());
            return new AttributeFile(Optional.of(all), Optional.empty(), warnings);
        }
        if (!(root.get() instanceof YamlMap roots)) {
            throw new InvalidInputException(
                    root.get().mark() + ": attributes must be a map, not "
                            + root.get().kind(),
                    "put them under default: or override:");
        }
        warnAboutUnknownRoots(roots, warnings);
        return new AttributeFile(root(roots, DEFAULT, layer), root(roots, OVERRIDE, layer), warnings);
    }

    /** A surprise of YAML 1.1 is what compat: dgr asks for. */
    private static YamlDocument document(SourceFile file, Dialect dialect) {
        String text = ByteText.decode(file.content());
        DuplicateKeys duplicates = dialect == Dialect.DGR ? DuplicateKeys.LAST_WINS : DuplicateKeys.REFUSED;
        Optional<YamlNode> json = json(file.path(), text, duplicates);
        if (json.isPresent()) {
            return new YamlDocument(json, List.of());
        }
        YamlDocument document = Yaml.read(file.path(), text, duplicates);
        return dialect == Dialect.DGR ? new YamlDocument(document.root(), List.of()) : document;
    }

    /** JSON has other words than YAML 1.1, {@code 1e3} for one; a file that begins like JSON and is not is YAML. */
    private static Optional<YamlNode> json(String path, String text, DuplicateKeys duplicates) {
        boolean named = path.endsWith(".json");
        if (!named && !text.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(OverrideReader.json(path, text, duplicates));
        } catch (InvalidInputException e) {
            if (named && !text.isBlank()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static boolean isNull(YamlNode node) {
        return node instanceof YamlScalar scalar && scalar.value() == null;
    }

    /** A text without quotes is no value but a file of another kind that was named by mistake. */
    private static boolean isPlain(YamlNode root) {
        if (root instanceof YamlMap map) {
            return map.get(DEFAULT) == null && map.get(OVERRIDE) == null;
        }
        return !(root instanceof YamlScalar scalar && scalar.plain() && scalar.value() instanceof String);
    }

    private static void warnAboutUnknownRoots(YamlMap roots, List<Warning> warnings) {
        for (Entry root : roots.entries()) {
            if (!root.key().equals(DEFAULT) && !root.key().equals(OVERRIDE)) {
                warnings.add(new Warning(
                        root.keyMark(),
                        "'" + root.key() + "' is ignored: attributes stand under default: or override:"));
            }
        }
    }

    private static Optional<Attribute> root(YamlMap roots, String name, AttributeLayer layer) {
        YamlNode node = roots.get(name);
        if (node == null || isNull(node)) {
            return Optional.empty();
        }
        if (!(node instanceof YamlMap)) {
            throw new InvalidInputException(
                    node.mark() + ": '" + name + "' must be a map, not " + node.kind(),
                    "write the attributes below it, indented");
        }
        Branch branch = (Branch) new AttributeConversion(layer.name(), false).convert(node);
        return Optional.of(branch);
    }
}
