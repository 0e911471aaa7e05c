package io.dray.core;

/** Reads the words of a JSON document (RFC 8259); what they form together is for its users. Not thread-safe. */
final class JsonScanner {
    private static final char END = '\uffff';
    /** From here on there are surrogates, and the mark of the end. */
    private static final char RARE = '\ud800';

    private static final int UNICODE_DIGITS = 4;
    private static final int HEXADECIMAL = 16;
    private static final int MAX_NUMBER_LENGTH = 1000;

    private final String source;
    private final String text;
    /** The same, for the loops: in a short process nothing is compiled, and an array is read without a call. */
    private final char[] characters;

    private int at;

    JsonScanner(String source, String text) {
        this.source = source;
        this.text = text;
        this.characters = text.toCharArray();
    }

    /** Goes to the first word, which must be there. */
    void begin() {
        skipBlanks();
        if (at == text.length()) {
            throw new InvalidInputException(source + ": not valid JSON: it is empty", "write at least {}");
        }
    }

    /** Makes sure that nothing follows the document. */
    void end() {
        skipBlanks();
        if (at < text.length()) {
            throw wrong("there is text after the end of the document");
        }
    }

    /** Where the next character stands, counted from 0. */
    int position() {
        return at;
    }

    /** Refuses a value that stands in too many others. */
    void checkDepth(int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw wrong("it is nested deeper than " + Json.MAX_DEPTH + " levels");
        }
    }

    /** Reads the name of a field and the colon. */
    String name() {
        skipBlanks();
        if (peek() != '"') {
            throw unexpected("a name in quotes");
        }
        String name = string();
        skipBlanks();
        require(":");
        return name;
    }

    /** Reads a number, in the spelling of the source. */
    String number() {
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
        return text.substring(start, at);
    }

    private void digits() {
        if (!isDigit(peek())) {
            throw unexpected("a digit");
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    /** Reads a string whose first quote is next. */
    String string() {
        int start = ++at;
        // most strings have no escapes and nothing rare: they are copied as a whole
        int end = start;
        while (end < characters.length
                && characters[end] >= ' '
                && characters[end] < RARE
                && characters[end] != '"'
                && characters[end] != '\\') {
            end++;
        }
        at = end;
        if (end < characters.length && characters[end] == '"') {
            at++;
            return text.substring(start, end);
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

    void skipBlanks() {
        while (at < characters.length && isBlank(characters[at])) {
            at++;
        }
    }

    char peek() {
        return at < characters.length ? characters[at] : END;
    }

    boolean take(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    void require(String expected) {
        if (!take(expected)) {
            throw unexpected("'" + expected + "'");
        }
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\' && c != END;
    }

    InvalidInputException unexpected(String wanted) {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return wrong("expected " + wanted + ", found " + found);
    }

    /** Line and column, counted from 1, are looked for only when they are needed. */
    InvalidInputException wrong(String reason) {
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
