package io.dray.attributes;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonNull;
import io.dray.core.JsonValue.JsonNumber;
import io.dray.core.JsonValue.JsonObject;
import io.dray.template.value.GoFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows values to people and programs. */
public final class ValueText {
    private ValueText() {}

    /** Beyond these a value is shown as dots: one that repeats others can be larger than any memory. */
    private static final int MAX_SHOWN = 100_000;

    private static final JsonValue LEFT_OUT = JsonValue.of("...");

    /** A scalar as a template prints it, a list or map as JSON, nothing as {@code null}. */
    public static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        return value instanceof Map<?, ?> || value instanceof List<?> ? Json.write(json(value)) : GoFormat.print(value);
    }

    /** The value as JSON; what JSON cannot say (infinity) as the text that a template prints. */
    public static JsonValue json(@Nullable Object value) {
        return new Shown().json(value);
    }

    /** One value that is being shown. */
    private static final class Shown {
        private int values;

        JsonValue json(@Nullable Object value) {
            values++;
            if (value instanceof Map<?, ?> map) {
                Map<String, JsonValue> fields = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    fields.put(String.valueOf(entry.getKey()), isFull() ? LEFT_OUT : json(entry.getValue()));
                    if (isFull()) {
                        break;
                    }
                }
                return new JsonObject(fields);
            } else if (value instanceof List<?> list) {
                List<JsonValue> items = new ArrayList<>();
                for (Object item : list) {
                    items.add(isFull() ? LEFT_OUT : json(item));
                    if (isFull()) {
                        break;
                    }
                }
                return new JsonArray(items);
            }
            return scalar(value);
        }

        private boolean isFull() {
            return values > MAX_SHOWN;
        }

        private static JsonValue scalar(@Nullable Object value) {
            if (value == null) {
                return new JsonNull();
            } else if (value instanceof Boolean bool) {
                return JsonValue.of(bool);
            }
            boolean number =
                    value instanceof Number && !(value instanceof Double floating && !Double.isFinite(floating));
            return number ? new JsonNumber(value.toString()) : JsonValue.of(GoFormat.print(value));
        }
    }
}
