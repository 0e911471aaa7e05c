package io.dray.image.manifest;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonNull;
import io.dray.core.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One object of an appc manifest and where it stands. Field names match in any case, null counts as absent, unknown fields
 * are ignored: so did the Go readers that existing images were made for.
 *
 * @param source what is read, {@code manifest}
 * @param path where the object stands in it, {@code app.ports[1]}; empty at the top
 */
public record ManifestFields(JsonObject object, String source, String path) {
    public static ManifestFields of(JsonValue value, String source, String path) {
        return new ManifestFields(value.asObject(at(source, path)), source, path);
    }

    private static String at(String source, String path) {
        return path.isEmpty() ? source : source + ": " + path;
    }

    private String pathOf(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** The place of a field for a message: {@code manifest: app.user}. */
    String at(String field) {
        return at(source, pathOf(field));
    }

    InvalidInputException invalid(String field, String why) {
        return new InvalidInputException(at(field) + ": " + why);
    }

    Optional<JsonValue> value(String field) {
        Optional<JsonValue> value = object.fieldIgnoringCase(field);
        return value.isPresent() && value.get() instanceof JsonNull ? Optional.empty() : value;
    }

    Optional<String> text(String field) {
        Optional<JsonValue> value = value(field);
        return value.isEmpty() ? Optional.empty() : Optional.of(checkedText(value.get(), at(field)));
    }

    String requiredText(String field) {
        Optional<String> text = text(field);
        if (text.isEmpty() || text.get().isEmpty()) {
            throw invalid(field, "it is required");
        }
        return text.get();
    }

    boolean flag(String field) {
        Optional<JsonValue> value = value(field);
        return value.isPresent() && value.get().asBoolean(at(field));
    }

    OptionalLong number(String field) {
        Optional<JsonValue> value = value(field);
        return value.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(value.get().asLong(at(field)));
    }

    public List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonValue item : items(field)) {
            texts.add(item instanceof JsonNull ? "" : checkedText(item, at(field) + "[" + texts.size() + "]"));
        }
        return List.copyOf(texts);
    }

    List<Long> numbers(String field) {
        List<Long> numbers = new ArrayList<>();
        for (JsonValue item : items(field)) {
            numbers.add(item.asLong(at(field) + "[" + numbers.size() + "]"));
        }
        return List.copyOf(numbers);
    }

    public Optional<ManifestFields> nested(String field) {
        Optional<JsonValue> value = value(field);
        return value.isEmpty() ? Optional.empty() : Optional.of(of(value.get(), source, pathOf(field)));
    }

    List<ManifestFields> list(String field) {
        List<ManifestFields> objects = new ArrayList<>();
        for (JsonValue item : items(field)) {
            objects.add(of(item, source, pathOf(field) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /** A list of {@code {name, value}} objects whose names may not repeat, in the order of the list. */
    Map<String, String> nameValues(String field) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (ManifestFields pair : list(field)) {
            String name = pair.requiredText("name");
            Optional<String> value = pair.text("value");
            if (pairs.put(name, value.orElse("")) != null) {
                throw pair.invalid("name", "'" + name + "' is there twice");
            }
        }
        return Collections.unmodifiableMap(pairs);
    }

    /** An object with any keys and strings as values. */
    Map<String, String> textMap(String field) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Optional<ManifestFields> map = nested(field);
        if (map.isPresent()) {
            for (Map.Entry<String, JsonValue> pair : map.get().object.fields().entrySet()) {
                boolean unset = pair.getValue() instanceof JsonNull;
                pairs.put(
                        pair.getKey(),
                        unset ? "" : checkedText(pair.getValue(), map.get().at(pair.getKey())));
            }
        }
        return Collections.unmodifiableMap(pairs);
    }

    Optional<Digest> digest(String field) {
        Optional<String> text = text(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Digest.parse(text.get()));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(at(field) + ": " + e.getMessage(), null, e);
        }
    }

    private List<JsonValue> items(String field) {
        Optional<JsonValue> value = value(field);
        return value.isEmpty() ? List.of() : itemsOf(value.get(), at(field));
    }

    /** The items of a list; the usual case without the switch over types that {@link JsonValue#asList} has to link. */
    public static List<JsonValue> itemsOf(JsonValue value, String where) {
        return value instanceof JsonArray array ? array.items() : value.asList(where);
    }

    private static String checkedText(JsonValue value, String where) {
        String text = value.asString(where);
        if (text.indexOf('\0') >= 0) {
            // no argument, variable or path of Linux can hold it
            throw new InvalidInputException(where + ": it holds a NUL character");
        }
        return text;
    }
}
