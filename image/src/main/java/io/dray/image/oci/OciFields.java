package io.dray.image.oci;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonNull;
import io.dray.core.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One object of an OCI document and where it stands, for messages. Field names match in any case and null counts as absent,
 * as the Go programs read it that write these documents; unknown fields are ignored.
 *
 * @param object the object
 * @param place {@code manifest sha256:ab12: layers[1]}
 */
record OciFields(JsonObject object, String place) {
    static OciFields parse(String source, byte[] content) {
        return new OciFields(Json.parse(source, content).asObject(source), source);
    }

    private String at(String field) {
        return place + ": " + field;
    }

    InvalidInputException invalid(String field, String why) {
        return new InvalidInputException(at(field) + ": " + why);
    }

    Optional<JsonValue> value(String field) {
        return object.fieldIgnoringCase(field).filter(value -> !(value instanceof JsonNull));
    }

    boolean has(String field) {
        return value(field).isPresent();
    }

    Optional<String> text(String field) {
        return value(field).map(value -> checked(value, at(field))).filter(text -> !text.isEmpty());
    }

    String textOrEmpty(String field) {
        return text(field).orElse("");
    }

    long number(String field, long absent) {
        return value(field).map(value -> value.asLong(at(field))).orElse(absent);
    }

    Digest digest(String field) {
        String text = text(field).orElseThrow(() -> invalid(field, "it is required"));
        try {
            return OciDigests.parse(text);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(at(field) + ": " + e.getMessage(), null, e);
        }
    }

    Optional<OciFields> nested(String field) {
        return value(field).map(value -> new OciFields(value.asObject(at(field)), at(field)));
    }

    List<OciFields> list(String field) {
        List<OciFields> objects = new ArrayList<>();
        for (JsonValue item : items(field)) {
            String place = at(field) + "[" + objects.size() + "]";
            objects.add(new OciFields(item.asObject(place), place));
        }
        return objects;
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonValue item : items(field)) {
            texts.add(checked(item, at(field) + "[" + texts.size() + "]"));
        }
        return texts;
    }

    /** An object with strings as values, in its order. */
    Map<String, String> textMap(String field) {
        Map<String, String> pairs = new LinkedHashMap<>();
        nested(field)
                .ifPresent(map ->
                        map.object.fields().forEach((name, value) -> pairs.put(name, checked(value, map.at(name)))));
        return pairs;
    }

    /** The names of the fields of an object whose values say nothing, in its order. */
    List<String> names(String field) {
        return nested(field)
                .map(set -> List.copyOf(set.object.fields().keySet()))
                .orElse(List.of());
    }

    private List<JsonValue> items(String field) {
        return value(field).map(value -> value.asList(at(field))).orElse(List.of());
    }

    private static String checked(JsonValue value, String where) {
        String text = value.asString(where);
        if (text.indexOf('\0') >= 0) {
            // no argument, variable or path of Linux can hold it
            throw new InvalidInputException(where + ": it holds a NUL character");
        }
        return text;
    }
}
