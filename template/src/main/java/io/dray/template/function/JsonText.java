package io.dray.template.function;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonBoolean;
import io.dray.core.JsonValue.JsonNumber;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.JsonString;
import io.dray.template.value.ByteText;
import io.dray.template.value.GoFloat;
import io.dray.template.value.GoTime;
import io.dray.template.value.GoTypes;
import io.dray.template.value.Limits;
import io.dray.template.value.PairMap;
import io.dray.template.value.ValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as Go's {@code json.MarshalIndent} writes it: two blanks, sorted keys, no raw {@code < > &}. */
final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();

    private final boolean pretty;

    private JsonText(boolean pretty) {
        this.pretty = pretty;
    }

    static String write(@Nullable Object value) {
        return write(value, true);
    }

    /** The value on one line, with nothing escaped that JSON allows. */
    static String compact(@Nullable Object value) {
        return write(value, false);
    }

    private static String write(@Nullable Object value, boolean pretty) {
        JsonText json = new JsonText(pretty);
        json.append(value, 0);
        return json.out.toString();
    }

    private void append(@Nullable Object value, int depth) {
        Limits.checkDepth(depth);
        Limits.checkLength(out.length());
        if (value instanceof PairMap) {
            throw new ValueException("json: unsupported type: map[interface {}]interface {}");
        }
        if (value instanceof Map<?, ?> map) {
            appendMap(map, depth);
        } else if (value instanceof List<?> list) {
            appendList(list, depth);
        } else {
            appendScalar(value);
        }
    }

    private void appendScalar(@Nullable Object value) {
        if (value instanceof String text) {
            appendString(text);
        } else if (value instanceof GoTime time) {
            appendString(time.format(GoTime.RFC3339));
        } else if (value instanceof Double number) {
            out.append(number(number));
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            throw new ValueException("JSON has no " + GoTypes.nameOf(value));
        }
    }

    private void appendMap(Map<?, ?> map, int depth) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        char separator = '{';
        for (String key : ByteText.sortedKeys(map)) {
            startLine(separator, depth + 1);
            separator = ',';
            appendString(key);
            out.append(pretty ? ": " : ":");
            append(map.get(key), depth + 1);
        }
        startLine('\0', depth);
        out.append('}');
    }

    private void appendList(List<?> list, int depth) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        char separator = '[';
        for (Object item : list) {
            startLine(separator, depth + 1);
            separator = ',';
            append(item, depth + 1);
        }
        startLine('\0', depth);
        out.append(']');
    }

    private void startLine(char before, int depth) {
        if (before != '\0') {
            out.append(before);
        }
        if (!pretty) {
            return;
        }
        out.append('\n');
        for (int i = 0; i < depth; i++) {
            out.append("  ");
        }
    }

    private void appendString(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lone = ByteText.isEscape(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n' || c == '\r' || c == '\t') {
                out.append('\\').append(c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
            } else if (c < ' ' || (pretty ? "<>&\u2028\u2029" : "\u2028\u2029").indexOf(c) >= 0 || lone) {
                appendEscape(lone ? '\uFFFD' : c);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private void appendEscape(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((c >> shift) & 0xF));
        }
    }

    /** Go's encoding/json writes exponents only below 1e-6 and from 1e21 on, and the former with one digit. */
    static String number(double number) {
        if (!Double.isFinite(number)) {
            throw new ValueException("JSON has no " + GoFloat.format(number));
        }
        double size = Math.abs(number);
        if (size == 0 || (size >= 1e-6 && size < 1e21)) {
            return GoFloat.format(number, 'f', GoFloat.SHORTEST);
        }
        return GoFloat.format(number, 'e', GoFloat.SHORTEST).replace("e-0", "e-");
    }

    static @Nullable Object read(String text) {
        try {
            return plain(Json.parse("JSON", ByteText.encode(text)));
        } catch (InvalidInputException e) {
            throw new ValueException(String.valueOf(e.getMessage()), "the text must be JSON");
        }
    }

    private static @Nullable Object plain(JsonValue value) {
        // no switch over the types: what it would be made into at its first use cannot be kept from one start to the
        // next
        if (value instanceof JsonString string) {
            return string.value();
        }
        if (value instanceof JsonBoolean bool) {
            return bool.value();
        }
        if (value instanceof JsonNumber number) {
            return plainNumber(number.text());
        }
        if (value instanceof JsonArray array) {
            List<@Nullable Object> items = new ArrayList<>();
            for (JsonValue item : array.items()) {
                items.add(plain(item));
            }
            return Collections.unmodifiableList(items);
        }
        return value instanceof JsonObject object ? plain(object) : null;
    }

    private static Map<String, @Nullable Object> plain(JsonObject object) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
            fields.put(field.getKey(), plain(field.getValue()));
        }
        return Collections.unmodifiableMap(fields);
    }

    private static Object plainNumber(String text) {
        boolean whole = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        if (whole) {
            return Numbers.whole(text);
        }
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw new ValueException("the number " + text + " is too large", "numbers end at 1.7976931348623157e308");
        }
        return number;
    }
}
