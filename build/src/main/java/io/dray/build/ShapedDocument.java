package io.dray.build;

import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.YamlNode.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A manifest of which every value has the right shape, with the place of each, so that what is wrong with a value's meaning
 * can be said with its line too.
 *
 * @param file how messages name the file
 * @param root the values
 * @param marks where each value stands, by its path: {@code aci.app.ports[0].name}
 */
record ShapedDocument(String file, JsonObject root, Map<String, Mark> marks) {
    ShapedDocument {
        marks = Map.copyOf(marks);
    }

    /** The value at a path of plain keys, if the file has it. */
    Optional<JsonValue> find(String path) {
        Optional<JsonValue> value = Optional.of(root);
        for (String key : path.split("\\.", -1)) {
            value = value.flatMap(parent -> parent instanceof JsonObject object ? object.field(key) : Optional.empty());
        }
        return value;
    }

    /** The text at a path, taken apart by a parser whose complaints get file, line and path in front. */
    <T> Optional<T> text(String path, Function<String, T> parser) {
        return find(path).map(value -> parse(path, value.asString(path), parser));
    }

    /** The texts of the list at a path; empty if the file has none. */
    <T> List<T> texts(String path, Function<String, T> parser) {
        return items(path, (itemPath, item) -> parse(itemPath, item.asString(itemPath), parser));
    }

    /** The elements of the list at a path, each with its own path. */
    <T> List<T> items(String path, BiFunction<String, JsonValue, T> reader) {
        List<T> items = new ArrayList<>();
        if (find(path).orElse(null) instanceof JsonArray array) {
            for (JsonValue item : array.items()) {
                items.add(reader.apply(path + "[" + items.size() + "]", item));
            }
        }
        return List.copyOf(items);
    }

    /** The text of a field that an element of a list must have. */
    String required(String path, JsonValue item, String field) {
        Optional<JsonValue> value = item.asObject(path).field(field);
        return value.orElseThrow(() -> refusal(path, "'" + field + "' is missing"))
                .asString(path + "." + field);
    }

    /** An error about the value at this path. */
    InvalidInputException refusal(String path, String reason) {
        return new InvalidInputException(place(path) + ": " + path + ": " + reason);
    }

    private <T> T parse(String path, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    place(path) + ": " + path + ": " + e.getMessage(), e.hint().orElse(null), e);
        }
    }

    private String place(String path) {
        Mark mark = marks.get(path);
        return mark == null ? file : mark.toString();
    }
}
