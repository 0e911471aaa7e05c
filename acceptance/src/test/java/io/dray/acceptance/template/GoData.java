package io.dray.acceptance.template;

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

/** Template data from the JSON that the Go program reads too. */
final class GoData {
    private GoData() {}

    static @Nullable Object parse(String json) {
        return of(Json.parse("data", json));
    }

    private static @Nullable Object of(JsonValue value) {
        return switch (value) {
            case JsonNull _ -> null;
            case JsonString string -> string.value();
            case JsonBoolean bool -> bool.value();
            case JsonNumber number -> number(number);
            case JsonArray array -> {
                List<@Nullable Object> items = new ArrayList<>();
                array.items().forEach(item -> items.add(of(item)));
                yield items;
            }
            case JsonObject object -> map(object);
        };
    }

    private static Object number(JsonNumber number) {
        return number.value().scale() == 0
                ? (Object) number.value().longValueExact()
                : number.value().doubleValue();
    }

    private static Object map(JsonObject object) {
        if (object.field("$bytes").isPresent()) {
            return ByteText.decode(Base64.getDecoder()
                    .decode(object.field("$bytes").orElseThrow().asString("bytes")));
        }
        if (object.field("$float").isPresent()) {
            String name = object.field("$float").orElseThrow().asString("float");
            return Double.valueOf(name.replace("Inf", "Infinity"));
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        object.fields().forEach((key, field) -> fields.put(key, of(field)));
        return fields;
    }
}
