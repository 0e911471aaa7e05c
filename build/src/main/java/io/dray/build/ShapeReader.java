package io.dray.build;

import io.dray.build.Shape.Anything;
import io.dray.build.Shape.Fields;
import io.dray.build.Shape.Flag;
import io.dray.build.Shape.ListOf;
import io.dray.build.Shape.Refused;
import io.dray.build.Shape.Text;
import io.dray.build.Shape.Whole;
import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonBoolean;
import io.dray.core.JsonValue.JsonNull;
import io.dray.core.JsonValue.JsonNumber;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.JsonString;
import io.dray.core.Suggestion;
import io.dray.core.Yaml;
import io.dray.core.YamlNode;
import io.dray.core.YamlNode.Entry;
import io.dray.core.YamlNode.Mark;
import io.dray.core.YamlNode.YamlList;
import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads YAML of a known shape into JSON with the keys in their proper spelling. Keys may differ in case, as Go reads them;
 * unknown ones are refused, which dgr did not do and many a typing error went unnoticed.
 */
final class ShapeReader {
    private final Map<String, Mark> marks = new HashMap<>();

    private ShapeReader() {}

    /**
     * Reads one document.
     *
     * @param file how messages name it
     * @throws InvalidInputException with file and line for YAML that is malformed or of another shape
     */
    static ShapedDocument read(String file, String text, Fields shape) {
        Optional<YamlNode> root = Yaml.parse(file, text);
        if (root.isEmpty()) {
            throw new InvalidInputException(file + ": it is empty", "it needs at least 'name: example.com/image'");
        }
        ShapeReader reader = new ShapeReader();
        JsonObject object = reader.readFields("", shape, root.get());
        return new ShapedDocument(file, object, reader.marks);
    }

    private JsonValue readValue(String path, Shape shape, YamlNode node) {
        marks.put(path, node.mark());
        return switch (shape) {
            case Text _ -> new JsonString(scalar(path, "a string", node).text());
            case Whole _ -> readWhole(path, node);
            case Flag _ -> readFlag(path, node);
            case Anything _ -> readAnything(path, node);
            case ListOf list -> readList(path, list, node);
            case Fields fields -> readFields(path, fields, node);
            case Refused refused ->
                throw new InvalidInputException(node.mark() + ": " + path + " " + refused.reason(), refused.hint());
        };
    }

    private JsonObject readFields(String path, Fields shape, YamlNode node) {
        if (!(node instanceof YamlMap map)) {
            throw mismatch(path, "a map", node);
        }
        Map<String, JsonValue> values = new LinkedHashMap<>();
        for (Entry entry : map.entries()) {
            String key = properSpelling(path, shape, map, entry);
            String keyPath = path.isEmpty() ? key : path + "." + key;
            Shape valueShape = shape.keys().get(key);
            if (valueShape == null || isNothing(entry.value())) {
                // Go leaves a field as it is when the value is null
                continue;
            }
            if (values.put(key, readValue(keyPath, valueShape, entry.value())) != null) {
                throw new InvalidInputException(entry.keyMark() + ": " + keyPath + " stands twice, in different case");
            }
        }
        return new JsonObject(values);
    }

    private static String properSpelling(String path, Fields shape, YamlMap map, Entry entry) {
        if (shape.keys().containsKey(entry.key())) {
            return entry.key();
        }
        for (String known : shape.keys().keySet()) {
            if (known.equalsIgnoreCase(entry.key()) && map.get(known) == null) {
                return known;
            }
        }
        String hint = Suggestion.nearest(entry.key(), shape.keys().keySet())
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> "known here: " + String.join(", ", shape.keys().keySet()));
        String place = path.isEmpty() ? "" : " in " + path;
        throw new InvalidInputException(entry.keyMark() + ": unknown key '" + entry.key() + "'" + place, hint);
    }

    private JsonArray readList(String path, ListOf shape, YamlNode node) {
        if (!(node instanceof YamlList list)) {
            throw mismatch(path, "a list", node);
        }
        List<JsonValue> items = new ArrayList<>();
        for (YamlNode item : list.items()) {
            items.add(readValue(path + "[" + items.size() + "]", shape.item(), item));
        }
        return new JsonArray(items);
    }

    private static JsonValue readWhole(String path, YamlNode node) {
        if (scalar(path, "a whole number", node).value() instanceof Long number && number >= 0) {
            return JsonValue.of(number);
        }
        throw mismatch(path, "a whole number", node);
    }

    private static JsonValue readFlag(String path, YamlNode node) {
        if (scalar(path, "true or false", node).value() instanceof Boolean flag) {
            return JsonValue.of(flag);
        }
        throw mismatch(path, "true or false", node);
    }

    private static JsonValue readAnything(String path, YamlNode node) {
        return switch (node) {
            case YamlMap map -> {
                Map<String, JsonValue> fields = new LinkedHashMap<>();
                map.entries().forEach(entry -> fields.put(entry.key(), readAnything(path, entry.value())));
                yield new JsonObject(fields);
            }
            case YamlList list ->
                new JsonArray(list.items().stream()
                        .map(item -> readAnything(path, item))
                        .toList());
            case YamlScalar scalar -> readAnyScalar(path, scalar);
        };
    }

    private static JsonValue readAnyScalar(String path, YamlScalar scalar) {
        Object value = scalar.value();
        if (value == null) {
            return new JsonNull();
        } else if (value instanceof Boolean flag) {
            return new JsonBoolean(flag);
        } else if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
            throw mismatch(path, "a value that JSON can express", scalar);
        } else if (value instanceof Number number) {
            return new JsonNumber(new BigDecimal(number.toString()));
        }
        return new JsonString(scalar.text());
    }

    private static YamlScalar scalar(String path, String expected, YamlNode node) {
        if (node instanceof YamlScalar scalar && !isNothing(node)) {
            return scalar;
        }
        throw mismatch(path, expected, node);
    }

    private static boolean isNothing(YamlNode node) {
        return node instanceof YamlScalar scalar && scalar.value() == null;
    }

    private static InvalidInputException mismatch(String path, String expected, YamlNode node) {
        String what = path.isEmpty() ? "the manifest" : path;
        String found =
                node instanceof YamlScalar scalar && scalar.value() != null ? "'" + scalar.text() + "'" : node.kind();
        return new InvalidInputException(node.mark() + ": " + what + ": expected " + expected + ", found " + found);
    }
}
