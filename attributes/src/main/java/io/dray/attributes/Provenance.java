package io.dray.attributes;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonNull;
import io.dray.core.JsonValue.JsonNumber;
import io.dray.core.JsonValue.JsonObject;
import io.dray.template.Use;
import io.dray.template.value.GoFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says for each rendered line which attributes it depends on and where those were written. */
final class Provenance {
    /** Longer values are cut: they are shown beside a line. */
    private static final int MAX_SHOWN = 200;

    private final AttributeTree attributes;

    Provenance(AttributeTree attributes) {
        this.attributes = attributes;
    }

    /** The lines that depend on attributes, in order; uses are sorted by line. */
    List<LineOrigin> lines(List<Use> uses) {
        List<LineOrigin> lines = new ArrayList<>();
        int start = 0;
        while (start < uses.size()) {
            Use first = uses.get(start);
            int end = start;
            Map<String, AttributeUse> byKey = new LinkedHashMap<>();
            while (end < uses.size() && uses.get(end).outputLine() == first.outputLine()) {
                addUse(uses.get(end).key(), byKey);
                end++;
            }
            if (!byKey.isEmpty()) {
                List<AttributeUse> read = List.copyOf(byKey.values());
                lines.add(new LineOrigin(first.outputLine(), first.template(), first.templateLine(), read));
            }
            start = end;
        }
        return lines;
    }

    /** An attribute that a condition found missing has no origin, and is left out. */
    private void addUse(String key, Map<String, AttributeUse> byKey) {
        Optional<Origin> origin = byKey.containsKey(key) ? Optional.empty() : attributes.origin(key);
        if (origin.isPresent()) {
            byKey.put(key, new AttributeUse(key, shown(attributes.value(key).orElse(null)), origin.get()));
        }
    }

    private static String shown(@Nullable Object value) {
        String text = switch (value) {
            case null -> "null";
            case Map<?, ?> map -> Json.write(json(map));
            case List<?> list -> Json.write(json(list));
            default -> GoFormat.print(value);
        };
        String line = text.replace("\n", "\\n").replace("\r", "\\r");
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
    }

    private static JsonValue json(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, JsonValue> fields = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    fields.put(String.valueOf(entry.getKey()), json(entry.getValue()));
                }
                yield new JsonObject(fields);
            }
            case List<?> list -> {
                List<JsonValue> items = new ArrayList<>();
                for (Object item : list) {
                    items.add(json(item));
                }
                yield new JsonArray(items);
            }
            case null -> new JsonNull();
            case Long number -> JsonValue.of(number);
            case BigInteger number -> new JsonNumber(new BigDecimal(number));
            case Double number when Double.isFinite(number) -> new JsonNumber(BigDecimal.valueOf(number));
            case Boolean bool -> JsonValue.of(bool);
            default -> JsonValue.of(GoFormat.print(value));
        };
    }
}
