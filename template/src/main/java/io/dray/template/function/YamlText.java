package io.dray.template.function;

import io.dray.core.InvalidInputException;
import io.dray.core.Yaml;
import io.dray.core.YamlNode;
import io.dray.core.YamlNode.YamlList;
import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import io.dray.template.value.ByteText;
import io.dray.template.value.Dictionary;
import io.dray.template.value.GoFloat;
import io.dray.template.value.GoTime;
import io.dray.template.value.GoTypes;
import io.dray.template.value.Limits;
import io.dray.template.value.ValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Block-style YAML with sorted keys and exact numbers; lists are not indented below their key, as dgr wrote them. */
final class YamlText {
    private final StringBuilder out = new StringBuilder();

    private final boolean likeDgr;

    private YamlText(boolean likeDgr) {
        this.likeDgr = likeDgr;
    }

    /** The value as a document, with a line end. */
    static String write(@Nullable Object value) {
        return write(value, false);
    }

    /** The same with the numbers that dgr wrote: in the form of a float of 32 bits, which loses digits. */
    static String writeLikeDgr(@Nullable Object value) {
        return write(value, true);
    }

    private static String write(@Nullable Object value, boolean likeDgr) {
        YamlText yaml = new YamlText(likeDgr);
        yaml.append(value, 0, 0);
        return yaml.out.toString();
    }

    /** The value of a document; null of an empty one. */
    static @Nullable Object read(String text) {
        try {
            return Yaml.parse("YAML", text).map(YamlText::plain).orElse(null);
        } catch (InvalidInputException e) {
            throw new ValueException(String.valueOf(e.getMessage()), "the text must be YAML");
        }
    }

    private static @Nullable Object plain(YamlNode node) {
        if (node instanceof YamlScalar scalar) {
            return scalar.value() instanceof Integer number ? (Long) number.longValue() : scalar.value();
        }
        if (node instanceof YamlList list) {
            List<@Nullable Object> items = new ArrayList<>();
            for (YamlNode item : list.items()) {
                items.add(plain(item));
            }
            return Collections.unmodifiableList(items);
        }
        Dictionary map = new Dictionary();
        for (YamlNode.Entry entry : ((YamlMap) node).entries()) {
            map.put(entry.key(), plain(entry.value()));
        }
        return map;
    }

    /** Appends a value and a line end; the first line stands where the text is now. */
    private void append(@Nullable Object value, int indent, int depth) {
        Limits.checkDepth(depth);
        Limits.checkLength(out.length());
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            appendMap(map, indent, depth);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            appendList(list, indent, depth);
        } else if (value instanceof String text) {
            appendString(text, Math.max(indent, 2));
        } else {
            out.append(plainText(value)).append('\n');
        }
    }

    private String plainText(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return "{}";
        }
        if (value instanceof List<?>) {
            return "[]";
        }
        if (value instanceof GoTime time) {
            return time.format(GoTime.RFC3339);
        }
        if (value instanceof Double number) {
            return number(number);
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return String.valueOf(value);
        }
        throw new ValueException("YAML has no " + GoTypes.nameOf(value));
    }

    private void appendMap(Map<?, ?> map, int indent, int depth) {
        boolean first = true;
        for (String key : ByteText.sortedKeys(map)) {
            if (!first) {
                blanks(indent);
            }
            first = false;
            out.append(scalar(key)).append(':');
            Object value = map.get(key);
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                out.append('\n');
                blanks(indent + 2);
                append(value, indent + 2, depth + 1);
            } else if (value instanceof List<?> inner && !inner.isEmpty()) {
                out.append('\n');
                blanks(indent);
                append(value, indent, depth + 1);
            } else {
                out.append(' ');
                append(value, indent + 2, depth + 1);
            }
        }
    }

    private void appendList(List<?> list, int indent, int depth) {
        boolean first = true;
        for (Object item : list) {
            if (!first) {
                blanks(indent);
            }
            first = false;
            out.append("- ");
            append(item, indent + 2, depth + 1);
        }
    }

    private void blanks(int count) {
        for (int i = 0; i < count; i++) {
            out.append(' ');
        }
    }

    private void appendString(String text, int indent) {
        boolean lines = text.indexOf('\n') >= 0 && isLiteral(text);
        if (!lines) {
            out.append(scalar(text)).append('\n');
            return;
        }
        boolean ended = text.endsWith("\n");
        out.append(ended ? "|\n" : "|-\n");
        for (String line : Texts.split(ended ? text.substring(0, text.length() - 1) : text, "\n")) {
            if (!line.isEmpty()) {
                blanks(indent);
            }
            out.append(line).append('\n');
        }
    }

    /** Whether a block with literal lines gives the text back: no blanks in front, one line end behind, all printable. */
    private static boolean isLiteral(String text) {
        boolean plainEnds = text.charAt(0) > ' ' && !text.endsWith("\n\n");
        return plainEnds && isPrintable(text.replace("\n", ""));
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t')
                    || (c >= 0x7F && c < 0xA0)
                    || c == 0x2028
                    || c == 0x2029
                    || ByteText.isEscape(c)) {
                return false;
            }
        }
        return true;
    }

    /** A string on one line: bare where it reads back as itself, else quoted. */
    private static String scalar(String text) {
        if (text.isEmpty() || !isPrintable(text)) {
            return JsonText.write(text);
        }
        // booleans of YAML 1.1 that some readers know, and keys with a meaning of their own
        boolean bool = List.of("y", "Y", "n", "N", "<<", "=").contains(text);
        if (!bool && isBare(text)) {
            return text;
        }
        return bool || isOtherType(text) ? JsonText.write(text) : "'" + text.replace("'", "''") + "'";
    }

    private static boolean isBare(String text) {
        return parsed(text) instanceof YamlScalar scalar && text.equals(scalar.value()) && scalar.plain();
    }

    private static boolean isOtherType(String text) {
        boolean trimmed = text.strip().equals(text);
        return trimmed && parsed(text) instanceof YamlScalar scalar && !(scalar.value() instanceof String);
    }

    private static @Nullable Object parsed(String text) {
        try {
            return Yaml.parse("text", text).orElse(null);
        } catch (InvalidInputException e) {
            return null;
        }
    }

    private String number(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        return GoFloat.format(likeDgr ? Double.parseDouble(Float.toString((float) number)) : number);
    }
}
