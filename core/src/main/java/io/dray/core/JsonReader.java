package io.dray.core;

import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonBoolean;
import io.dray.core.JsonValue.JsonNull;
import io.dray.core.JsonValue.JsonNumber;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON document (RFC 8259), nothing more and nothing less. Not thread-safe. */
final class JsonReader {
    private final JsonScanner scanner;
    private int values;
    private final List<String> duplicates = new ArrayList<>();

    JsonReader(String source, String text) {
        this.scanner = new JsonScanner(source, text);
    }

    JsonValue document() {
        scanner.begin();
        JsonValue value = value(0);
        scanner.end();
        return value;
    }

    /** The names that objects of the document had twice; the last one counted. */
    List<String> duplicates() {
        return List.copyOf(duplicates);
    }

    private JsonValue value(int depth) {
        scanner.checkDepth(depth);
        if (++values > Json.MAX_VALUES) {
            throw scanner.wrong("it has more than " + Json.MAX_VALUES + " values");
        }
        scanner.skipBlanks();
        char first = scanner.peek();
        if (first == '{') {
            return object(depth);
        } else if (first == '[') {
            return array(depth);
        } else if (first == '"') {
            return new JsonString(scanner.string());
        } else if (first == '-' || JsonScanner.isDigit(first)) {
            return new JsonNumber(scanner.number());
        } else if (scanner.take("true")) {
            return new JsonBoolean(true);
        } else if (scanner.take("false")) {
            return new JsonBoolean(false);
        } else if (scanner.take("null")) {
            return new JsonNull();
        }
        throw scanner.unexpected("a value");
    }

    private JsonObject object(int depth) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        scanner.require("{");
        scanner.skipBlanks();
        if (scanner.take("}")) {
            return new JsonObject(fields);
        }
        do {
            String name = scanner.name();
            if (fields.put(name, value(depth + 1)) != null) {
                duplicates.add(name);
            }
            scanner.skipBlanks();
        } while (scanner.take(","));
        scanner.require("}");
        return new JsonObject(fields);
    }

    private JsonArray array(int depth) {
        List<JsonValue> items = new ArrayList<>();
        scanner.require("[");
        scanner.skipBlanks();
        if (scanner.take("]")) {
            return new JsonArray(items);
        }
        do {
            items.add(value(depth + 1));
            scanner.skipBlanks();
        } while (scanner.take(","));
        scanner.require("]");
        return new JsonArray(items);
    }
}
