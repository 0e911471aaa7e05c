package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.attributes.Attribute.Items;
import io.dray.attributes.Attribute.Leaf;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonBoolean;
import io.dray.core.JsonValue.JsonNull;
import io.dray.core.JsonValue.JsonNumber;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.JsonString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attributes that the environment gives to one run: JSON without a root, or base64 of it. */
final class OverrideJson {
    /** The variable they come in; also how origins and errors name it. */
    static final String VARIABLE = "TEMPLATER_OVERRIDE";

    private static final String BASE64 = "base64,";
    private static final Origin ORIGIN = new Origin(VARIABLE, 1, "environment", List.of());

    private OverrideJson() {}

    /**
     * Reads the variable's text.
     *
     * @throws InvalidInputException for text that is no JSON object
     */
    static Attribute read(String text) {
        JsonValue value = text.startsWith(BASE64)
                ? Json.parse(VARIABLE, decode(text.substring(BASE64.length())))
                : Json.parse(VARIABLE, text);
        if (value instanceof JsonObject) {
            return convert(value);
        }
        throw new InvalidInputException(VARIABLE + ": attributes must be a JSON object, not " + value.kind());
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text.strip().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    VARIABLE + ": not valid base64 after '" + BASE64 + "': " + e.getMessage(), null, e);
        }
    }

    private static Attribute convert(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                Map<String, Attribute> entries = new LinkedHashMap<>();
                for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
                    entries.put(field.getKey(), convert(field.getValue()));
                }
                yield new Branch(entries, ORIGIN);
            }
            case JsonArray array -> {
                List<Attribute> items = new ArrayList<>();
                for (JsonValue item : array.items()) {
                    items.add(convert(item));
                }
                yield new Items(items, ORIGIN);
            }
            case JsonString string -> new Leaf(string.value(), 1, ORIGIN);
            case JsonNumber number -> new Leaf(number(number.value()), 1, ORIGIN);
            case JsonBoolean bool -> new Leaf(bool.value(), 1, ORIGIN);
            case JsonNull _ -> new Leaf(null, 1, ORIGIN);
        };
    }

    /** Whole numbers stay exact; what is written with a point or an exponent is a floating point number. */
    private static Object number(BigDecimal number) {
        if (number.scale() == 0) {
            BigInteger whole = number.unscaledValue();
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
        }
        double floating = number.doubleValue();
        if (Double.isInfinite(floating)) {
            throw new InvalidInputException(VARIABLE + ": the number " + number + " is too large");
        }
        return floating;
    }
}
