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

    /** A scalar as a template prints it, a list or map as JSON, nothing as {@code null}. */
    public static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        return value instanceof Map<?, ?> || value instanceof List<?> ? Json.write(json(value)) : GoFormat.print(value);
    }

    /** The value as JSON; what JSON cannot say (infinity) as the text that a template prints. */
    public static JsonValue json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, JsonValue> fields = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                fields.put(String.valueOf(entry.getKey()), json(entry.getValue()));
            }
            return new JsonObject(fields);
        } else if (value instanceof List<?> list) {
            List<JsonValue> items = new ArrayList<>();
            for (Object item : list) {
                items.add(json(item));
            }
            return new JsonArray(items);
        } else if (value == null) {
            return new JsonNull();
        } else if (value instanceof Boolean bool) {
            return JsonValue.of(bool);
        }
        boolean number = value instanceof Number && !(value instanceof Double floating && !Double.isFinite(floating));
        return number ? new JsonNumber(value.toString()) : JsonValue.of(GoFormat.print(value));
    }
}
