package io.dray.core;

import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonBoolean;
import io.dray.core.JsonValue.JsonNull;
import io.dray.core.JsonValue.JsonNumber;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON document (RFC 8259), nothing more and nothing less. Not thread-safe. */
final class JsonReader {
    private static final char END = '\uffff';
    private static final int UNICODE_DIGITS = 4;
    private static final int HEXADECIMAL = 16;
    private static final int MAX_NUMBER_LENGTH = 1000;

    private final String source;
    private final String text;
    private int at;

    JsonReader(String source, String text) {
        this.source = source;
        this.text = text;
    }

    JsonValue document() {
        skipBlanks();
        if (at == text.length()) {
            throw new InvalidInputException(source + ": not valid JSON: it is empty");
        }
        JsonValue value = value(0);
        skipBlanks();
        if (at < text.length()) {
            throw wrong("there is text after the end of the document");
        }
        return value;
    }

    private JsonValue value(int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw wrong("it is nested deeper than " + Json.MAX_DEPTH + " levels");
        }
        skipBlanks();
        char first = peek();
        if (first == '{') {
            return object(depth);
        } else if (first == '[') {
            return array(depth);
        } else if (first == '"') {
            return new JsonString(string());
        } else if (first == '-' || isDigit(first)) {
            return number();
        } else if (take("true")) {
            return new JsonBoolean(true);
        } else if (take("false")) {
            return new JsonBoolean(false);
        } else if (take("null")) {
            return new JsonNull();
        }
        throw unexpected("a value");
    }

    private JsonObject object(int depth) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        at++;
        skipBlanks();
        if (take("}")) {
            return new JsonObject(fields);
        }
        do {
            skipBlanks();
            if (peek() != '"') {
                throw unexpected("a name in quotes");
            }
            String name = string();
            skipBlanks();
            require(":");
            fields.put(name, value(depth + 1));
            skipBlanks();
        } while (take(","));
        require("}");
        return new JsonObject(fields);
    }

    private JsonArray array(int depth) {
        List<JsonValue> items = new ArrayList<>();
        at++;
        skipBlanks();
        if (take("]")) {
            return new JsonArray(items);
        }
        do {
            items.add(value(depth + 1));
            skipBlanks();
        } while (take(","));
        require("]");
        return new JsonArray(items);
    }

    private JsonNumber number() {
        int start = at;
        take("-");
        if (!take("0")) {
            digits();
        }
        if (take(".")) {
            digits();
        }
        if (take("e") || take("E")) {
            if (!take("+")) {
                take("-");
            }
            digits();
        }
        if (at - start > MAX_NUMBER_LENGTH) {
            throw wrong("a number has more than " + MAX_NUMBER_LENGTH + " characters");
        }
        return new JsonNumber(text.substring(start, at));
    }

    private void digits() {
        if (!isDigit(peek())) {
            throw unexpected("a digit");
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private String string() {
        int start = ++at;
        // most strings have no escapes: they are copied as a whole
        while (isPlain(peek())) {
            at++;
        }
        StringBuilder value = new StringBuilder().append(text, start, at);
        while (!take("\"")) {
            char c = peek();
            if (c == '\\') {
                at++;
                value.append(escaped());
            } else if (isPlain(c) || (c == END && at < text.length())) {
                value.append(c);
                at++;
            } else {
                throw at < text.length()
                        ? wrong("a control character stands unescaped in a string")
                        : unexpected("the end of the string");
            }
        }
        return withoutLoneSurrogates(value);
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw unexpected("one of \" \\ / b f n r t u after the backslash");
            }
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < UNICODE_DIGITS; i++) {
            int digit = Character.digit(peek(), HEXADECIMAL);
            if (digit < 0) {
                throw unexpected("four hexadecimal digits");
            }
            code = code * HEXADECIMAL + digit;
            at++;
        }
        return (char) code;
    }

    /** Half a pair has no UTF-8; Go's reader puts the replacement character for it, too. */
    private static String withoutLoneSurrogates(StringBuilder value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                boolean pair =
                        i + 1 < value.length() && Character.isSurrogatePair(value.charAt(i), value.charAt(i + 1));
                if (pair) {
                    i++;
                } else {
                    value.setCharAt(i, '\ufffd');
                }
            }
        }
        return value.toString();
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private boolean take(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    private void require(String expected) {
        if (!take(expected)) {
            throw unexpected("'" + expected + "'");
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\' && c != END;
    }

    private InvalidInputException unexpected(String wanted) {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return wrong("expected " + wanted + ", found " + found);
    }

    /** Line and column, counted from 1, are looked for only when they are needed. */
    private InvalidInputException wrong(String reason) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < at; i++) {
            column++;
            if (text.charAt(i) == '\n') {
                line++;
                column = 1;
            }
        }
        return new InvalidInputException(source + ":" + line + ":" + column + ": not valid JSON: " + reason);
    }
}
