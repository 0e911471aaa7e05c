package io.dray.core;

import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonBoolean;
import io.dray.core.JsonValue.JsonNumber;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.JsonString;
import java.util.Map;

/** Writes JSON, on one line or indented by two blanks. Not thread-safe. */
final class JsonWriter {
    private static final String HEXADECIMAL = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder();
    private final boolean pretty;
    private int depth;

    JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    String write(JsonValue value) {
        add(value);
        return text.toString();
    }

    /** No pattern switch: its first use spins classes that the AOT cache cannot hold, on the way to every start. */
    private void add(JsonValue value) {
        if (value instanceof JsonObject object) {
            addObject(object);
        } else if (value instanceof JsonArray array) {
            addArray(array);
        } else if (value instanceof JsonString string) {
            addString(string.value());
        } else if (value instanceof JsonNumber number) {
            text.append(number.text());
        } else if (value instanceof JsonBoolean bool) {
            text.append(bool.value());
        } else {
            text.append("null");
        }
    }

    private void addObject(JsonObject object) {
        text.append('{');
        depth++;
        String separator = "";
        for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
            text.append(separator);
            separator = ",";
            newLine();
            addString(field.getKey());
            text.append(pretty ? ": " : ":");
            add(field.getValue());
        }
        close(object.fields().isEmpty(), '}');
    }

    private void addArray(JsonArray array) {
        text.append('[');
        depth++;
        String separator = "";
        for (JsonValue item : array.items()) {
            text.append(separator);
            separator = ",";
            newLine();
            add(item);
        }
        close(array.items().isEmpty(), ']');
    }

    private void close(boolean empty, char bracket) {
        depth--;
        if (!empty) {
            newLine();
        }
        text.append(bracket);
    }

    private void newLine() {
        if (pretty) {
            text.append('\n').repeat("  ", depth);
        }
    }

    private void addString(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int escape = "\"\\\b\f\n\r\t".indexOf(c);
            if (escape >= 0) {
                text.append('\\').append("\"\\bfnrt".charAt(escape));
            } else if (c < ' ') {
                text.append("\\u00").append(HEXADECIMAL.charAt(c >> 4)).append(HEXADECIMAL.charAt(c & 0xf));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
