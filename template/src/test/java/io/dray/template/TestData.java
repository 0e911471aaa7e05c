package io.dray.template;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonBoolean;
import io.dray.core.JsonValue.JsonNull;
import io.dray.core.JsonValue.JsonNumber;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.JsonString;
import io.dray.template.value.ByteText;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Template data from JSON: numbers without a point are whole; {@code {"$float": "NaN"}} is a number and {@code {"$bytes":
 * base64}} a text that JSON cannot write.
 */
final class TestData {
    private TestData() {}

    static @Nullable Object parse(String json) {
        return of(Json.parse("data", json));
    }

    static @Nullable Object of(JsonValue value) {
        return switch (value) {
            case JsonNull _ -> null;
            case JsonString string -> string.value();
            case JsonBoolean bool -> bool.value();
            case JsonNumber number ->
                number.value().scale() == 0
                        ? (Object) number.value().longValueExact()
                        : (Object) number.value().doubleValue();
            case JsonArray array -> {
                List<@Nullable Object> items = new ArrayList<>();
                array.items().forEach(item -> items.add(of(item)));
                yield items;
            }
            case JsonObject object -> map(object);
        };
    }

    private static Object map(JsonObject object) {
        if (object.fields().get("$float") instanceof JsonString number) {
            return Double.valueOf(number.value().replace("Inf", "Infinity"));
        }
        if (object.fields().get("$bytes") instanceof JsonString encoded) {
            return ByteText.decode(Base64.getDecoder().decode(encoded.value()));
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        object.fields().forEach((key, field) -> fields.put(key, of(field)));
        return fields;
    }
}
