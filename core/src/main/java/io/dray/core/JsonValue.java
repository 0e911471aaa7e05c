package io.dray.core;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value as it was read: objects keep the order and the unknown fields of their source.
 *
 * <p>Typed readers take a value apart with the {@code as...} and {@code ...Of} methods, which name the path of what is
 * wrong: {@code app.exec[1]: expected a string, found a number}. All values are immutable.
 */
public sealed interface JsonValue {
    /** Of decimal digits in front of the point, no number of 64 bits has more. */
    int MAX_LONG_DIGITS = 19;

    /** What a person calls this kind of value: {@code a string}, {@code an object}. */
    String kind();

    /**
     * An object.
     *
     * @param fields name to value, in source order; of a duplicate name the last value, as Go reads it
     */
    record JsonObject(Map<String, JsonValue> fields) implements JsonValue {
        public JsonObject {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String kind() {
            return "an object";
        }

        /** The field of exactly this name. */
        public Optional<JsonValue> field(String name) {
            return Optional.ofNullable(fields.get(name));
        }

        /** The field of this name, else the last whose name differs only in case; appc readers were written in Go. */
        public Optional<JsonValue> fieldIgnoringCase(String name) {
            JsonValue exact = fields.get(name);
            if (exact != null) {
                return Optional.of(exact);
            }
            Optional<JsonValue> found = Optional.empty();
            for (Map.Entry<String, JsonValue> entry : fields.entrySet()) {
                if (entry.getKey().equalsIgnoreCase(name)) {
                    found = Optional.of(entry.getValue());
                }
            }
            return found;
        }
    }

    /**
     * An array.
     *
     * @param items the elements in order
     */
    record JsonArray(List<JsonValue> items) implements JsonValue {
        public JsonArray {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A string.
     *
     * @param value the decoded text
     */
    record JsonString(String value) implements JsonValue {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /**
     * A number, exact: it is kept as it was written, and becomes a decimal only for who asks. (The first use of BigDecimal costs
     * 5 ms, which would be on the way to every start.)
     *
     * @param text a number in the spelling of JSON
     */
    record JsonNumber(String text) implements JsonValue {
        public JsonNumber(BigDecimal value) {
            this(value.toString());
        }

        /** The number, never converted through a binary float. */
        public BigDecimal value() {
            return new BigDecimal(text);
        }

        @Override
        public String kind() {
            return "a number";
        }
    }

    /**
     * A boolean.
     *
     * @param value true or false
     */
    record JsonBoolean(boolean value) implements JsonValue {
        @Override
        public String kind() {
            return "a boolean";
        }
    }

    /** The null of JSON. */
    record JsonNull() implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }

    static JsonValue of(String text) {
        return new JsonString(text);
    }

    static JsonValue of(long number) {
        return new JsonNumber(Long.toString(number));
    }

    static JsonValue of(boolean value) {
        return new JsonBoolean(value);
    }

    /** An array of strings. */
    static JsonValue ofStrings(List<String> texts) {
        // a loop: the first stream in a JVM costs 3 ms, which would be on the way to every start
        List<JsonValue> items = new ArrayList<>(texts.size());
        for (String text : texts) {
            items.add(new JsonString(text));
        }
        return new JsonArray(items);
    }

    /** A mutable builder that keeps the order of its calls. */
    static ObjectBuilder object() {
        return new ObjectBuilder();
    }

    /** This value as an object; {@code path} is where it stands, for the message. */
    default JsonObject asObject(String path) {
        if (this instanceof JsonObject object) {
            return object;
        }
        throw mismatch(path, "an object");
    }

    /** This value as a string. */
    default String asString(String path) {
        if (this instanceof JsonString string) {
            return string.value();
        }
        throw mismatch(path, "a string");
    }

    /** This value as a boolean. */
    default boolean asBoolean(String path) {
        if (this instanceof JsonBoolean bool) {
            return bool.value();
        }
        throw mismatch(path, "a boolean");
    }

    /** This value as a whole number of 64 bits; {@code 1.0} and {@code 1e3} are whole. */
    default long asLong(String path) {
        if (!(this instanceof JsonNumber number)) {
            throw mismatch(path, "a whole number");
        }
        try {
            return Long.parseLong(number.text());
        } catch (NumberFormatException _) {
            // longValueExact would spell out the zeros of 1e999999999 first
            BigDecimal value = number.value();
            if (value.signum() == 0
                    || (value.precision() - value.scale() <= MAX_LONG_DIGITS && value.scale() < MAX_LONG_DIGITS)) {
                try {
                    return value.longValueExact();
                } catch (ArithmeticException _) {
                    // refused below, like all others
                }
            }
            throw new InvalidInputException(
                    path + ": expected a whole number of at most 64 bits, found " + number.text());
        }
    }

    /** The elements of this list; null counts as an empty list, as Go reads it. */
    default List<JsonValue> asList(String path) {
        if (this instanceof JsonArray array) {
            return array.items();
        } else if (this instanceof JsonNull) {
            return List.of();
        }
        throw mismatch(path, "a list");
    }

    private InvalidInputException mismatch(String path, String expected) {
        return new InvalidInputException(path + ": expected " + expected + ", found " + kind());
    }

    /** Builds an object field by field. Not thread-safe. */
    final class ObjectBuilder {
        private final Map<String, JsonValue> fields = new LinkedHashMap<>();

        private ObjectBuilder() {}

        public ObjectBuilder put(String name, JsonValue value) {
            fields.put(name, value);
            return this;
        }

        public ObjectBuilder put(String name, String value) {
            return put(name, of(value));
        }

        public ObjectBuilder put(String name, long value) {
            return put(name, of(value));
        }

        public ObjectBuilder put(String name, boolean value) {
            return put(name, of(value));
        }

        public ObjectBuilder put(String name, List<String> values) {
            return put(name, ofStrings(values));
        }

        public JsonObject build() {
            return new JsonObject(fields);
        }
    }
}
