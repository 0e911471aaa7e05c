package io.dray.core;

import io.dray.core.YamlNode.Entry;
import io.dray.core.YamlNode.Mark;
import io.dray.core.YamlNode.YamlList;
import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML 1.1, as dgr's sources are written, into {@link YamlNode}s; thread-safe. The only class that knows which YAML
 * library Dray uses.
 *
 * <p>Dates and sexagesimal numbers stay strings, as in the reader that dgr used; integers are exact.
 */
public final class Yaml {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ALIASES = 200;
    private static final int MAX_CHARACTERS = 16 * 1024 * 1024;
    private static final int MAX_NODES = 1_000_000;

    private final String file;
    private final Map<Node, Boolean> open = new HashMap<>();
    private int nodes;

    private Yaml(String file) {
        this.file = file;
    }

    /**
     * Reads the first document.
     *
     * @param file how messages and marks name the source
     * @return empty for a file without content
     * @throws InvalidInputException for text that is not YAML, a duplicate key, a cycle, or a size beyond the limits
     */
    public static Optional<YamlNode> parse(String file, String content) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setAllowDuplicateKeys(false);
        Composer composer = new Composer(
                new ParserImpl(new StreamReader(new StringReader(content)), options), new Resolver(), options);
        try {
            if (!composer.checkNode()) {
                return Optional.empty();
            }
            Node root = composer.getNode();
            return Optional.of(new Yaml(file).convert(root));
        } catch (MarkedYAMLException e) {
            throw new InvalidInputException(file + at(e) + ": not valid YAML: " + e.getProblem(), null, e);
        } catch (YAMLException e) {
            throw new InvalidInputException(file + ": not valid YAML: " + firstLine(e), null, e);
        }
    }

    private static String at(MarkedYAMLException e) {
        return e.getProblemMark() == null ? "" : ":" + (e.getProblemMark().getLine() + 1);
    }

    private static String firstLine(YAMLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private YamlNode convert(Node node) {
        nodes++;
        if (nodes > MAX_NODES) {
            throw new InvalidInputException(file + ": more than " + MAX_NODES + " values, aliases included");
        }
        if (open.put(node, true) != null) {
            throw new InvalidInputException(markOf(node) + ": an alias names the value it stands in");
        }
        YamlNode converted = switch (node) {
            case MappingNode mapping -> convertMap(mapping);
            case SequenceNode sequence -> new YamlList(convertAll(sequence.getValue()), markOf(sequence));
            case ScalarNode scalar -> convertScalar(scalar);
            default -> throw new InvalidInputException(markOf(node) + ": unsupported YAML node");
        };
        open.remove(node);
        return converted;
    }

    private List<YamlNode> convertAll(List<Node> items) {
        List<YamlNode> converted = new ArrayList<>(items.size());
        for (Node item : items) {
            converted.add(convert(item));
        }
        return converted;
    }

    private YamlMap convertMap(MappingNode mapping) {
        Map<String, Entry> own = new LinkedHashMap<>();
        Map<String, Entry> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node keyNode = tuple.getKeyNode();
            if (keyNode.getTag().equals(Tag.MERGE)) {
                addMerged(convert(tuple.getValueNode()), merged);
                continue;
            }
            String key = keyText(keyNode);
            if (own.put(key, new Entry(key, markOf(keyNode), convert(tuple.getValueNode()))) != null) {
                throw new InvalidInputException(markOf(keyNode) + ": the key '" + key + "' stands twice in one map");
            }
        }
        Map<String, Entry> all = new LinkedHashMap<>(merged);
        all.putAll(own);
        return new YamlMap(List.copyOf(all.values()), markOf(mapping));
    }

    /** YAML merge keys: earlier maps of a list win over later ones, the map's own keys over all of them. */
    private static void addMerged(YamlNode source, Map<String, Entry> merged) {
        switch (source) {
            case YamlMap map -> map.entries().forEach(entry -> merged.putIfAbsent(entry.key(), entry));
            case YamlList list -> list.items().forEach(item -> addMerged(item, merged));
            case YamlScalar scalar ->
                throw new InvalidInputException(scalar.mark() + ": '<<' needs a map or a list of maps");
        }
    }

    private String keyText(Node node) {
        if (convert(node) instanceof YamlScalar scalar) {
            return scalar.value() == null ? scalar.text() : scalar.value().toString();
        }
        throw new InvalidInputException(markOf(node) + ": a key must be a plain value, not a map or a list");
    }

    private YamlScalar convertScalar(ScalarNode node) {
        String text = node.getValue();
        return new YamlScalar(valueOf(node, text), text, node.isPlain(), markOf(node));
    }

    private static @Nullable Object valueOf(ScalarNode node, String text) {
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        } else if (tag.equals(Tag.BOOL)) {
            return isTrue(text);
        } else if (tag.equals(Tag.INT)) {
            Object number = parseInteger(text);
            return number == null ? text : number;
        } else if (tag.equals(Tag.FLOAT)) {
            Object number = parseFloat(text);
            return number == null ? text : number;
        }
        return text;
    }

    private static boolean isTrue(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "y" -> true;
            default -> false;
        };
    }

    /** The integers of YAML 1.1 (octal with a leading 0 included), without its base 60; null if it is none. */
    private static @Nullable Object parseInteger(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        int radix = 10;
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            radix = 16;
            digits = digits.substring(2);
        } else if (digits.startsWith("0b")) {
            radix = 2;
            digits = digits.substring(2);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            radix = 8;
            digits = digits.substring(1);
        }
        try {
            BigInteger number = new BigInteger(negative ? "-" + digits : digits, radix);
            return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Object parseFloat(String text) {
        String plain = text.replace("_", "").toLowerCase(Locale.ROOT);
        return switch (plain) {
            case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> {
                try {
                    yield Double.valueOf(plain);
                } catch (NumberFormatException e) {
                    yield null;
                }
            }
        };
    }

    private Mark markOf(Node node) {
        return new Mark(
                file, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
    }
}
