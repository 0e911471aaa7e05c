package io.dray.template;

import io.dray.core.InvalidInputException;
import io.dray.template.Token.Kind;
import io.dray.template.value.GoQuote;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template into tokens, applying trim markers and leaving out comments, as Go 1.19 does. */
final class Lexer {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String COMMENT_START = "/*";
    private static final String COMMENT_END = "*/";
    /** A trim marker is a dash and a blank. */
    private static final int MARKER = 2;

    private final Source source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int parentheses;
    private boolean spaced;

    private Lexer(Source source) {
        this.source = source;
        this.text = source.text();
    }

    /** All tokens, the last of which is {@link Kind#END}. */
    static List<Token> tokens(Source source) {
        Lexer lexer = new Lexer(source);
        lexer.readAll();
        return lexer.tokens;
    }

    private void readAll() {
        int start = 0;
        while (true) {
            int open = text.indexOf(OPEN, start);
            if (open < 0) {
                addText(start, text.length());
                tokens.add(new Token(Kind.END, "", text.length(), false));
                return;
            }
            boolean trims = isLeftMarker(open + OPEN.length());
            addText(start, trims ? trimmedEnd(start, open) : open);
            at = open + OPEN.length() + (trims ? MARKER : 0);
            if (text.startsWith(COMMENT_START, at)) {
                skipComment(open);
            } else {
                tokens.add(new Token(Kind.OPEN, OPEN, open, false));
                readAction(open);
            }
            start = closeAction();
        }
    }

    private void addText(int start, int end) {
        if (end > start) {
            tokens.add(new Token(Kind.TEXT, text.substring(start, end), start, false));
        }
    }

    private boolean isLeftMarker(int position) {
        return charAt(position) == '-' && isSpace(charAt(position + 1));
    }

    private boolean isRightMarker(int position) {
        return isSpace(charAt(position)) && charAt(position + 1) == '-' && text.startsWith(CLOSE, position + MARKER);
    }

    private int trimmedEnd(int start, int end) {
        int trimmed = end;
        while (trimmed > start && isSpace(text.charAt(trimmed - 1))) {
            trimmed--;
        }
        return trimmed;
    }

    private void skipComment(int open) {
        int end = text.indexOf(COMMENT_END, at + COMMENT_START.length());
        if (end < 0) {
            throw source.error(open, "the comment has no end");
        }
        at = end + COMMENT_END.length();
        if (!isRightMarker(at) && !text.startsWith(CLOSE, at)) {
            throw source.error(
                    open, "the comment ends before the end of its action: '*/' must stand right before '}}'");
        }
    }

    /** Steps over the end of an action; the place where the text goes on. */
    private int closeAction() {
        boolean trims = isRightMarker(at);
        int next = at + (trims ? MARKER : 0) + CLOSE.length();
        if (trims) {
            while (isSpace(charAt(next))) {
                next++;
            }
        }
        return next;
    }

    private void readAction(int open) {
        parentheses = 0;
        spaced = false;
        while (true) {
            if (isRightMarker(at) || text.startsWith(CLOSE, at)) {
                if (parentheses > 0) {
                    throw source.error(at, "unclosed left parenthesis");
                }
                add(Kind.CLOSE, at, at);
                return;
            }
            if (at >= text.length()) {
                throw source.error(open, "unclosed action");
            }
            readToken();
        }
    }

    private void readToken() {
        int start = at;
        int rune = text.codePointAt(at);
        if (isSpace((char) rune)) {
            at++;
            spaced = true;
            return;
        }
        switch (rune) {
            case '=' -> add(Kind.ASSIGN, start, start + 1);
            case ',' -> add(Kind.COMMA, start, start + 1);
            case '|' -> add(Kind.PIPE, start, start + 1);
            case ':' -> {
                if (charAt(start + 1) != '=') {
                    throw source.error(start, "expected :=");
                }
                add(Kind.DECLARE, start, start + 2);
            }
            case '(' -> {
                parentheses++;
                add(Kind.LEFT_PARENTHESIS, start, start + 1);
            }
            case ')' -> {
                parentheses--;
                if (parentheses < 0) {
                    throw source.error(start, "unexpected right parenthesis");
                }
                add(Kind.RIGHT_PARENTHESIS, start, start + 1);
            }
            default -> readWord(start, rune);
        }
    }

    private void readWord(int start, int rune) {
        if (rune == '"' || rune == '\'') {
            add(rune == '"' ? Kind.STRING : Kind.CHARACTER, start, quotedEnd(start, (char) rune));
        } else if (rune == '`') {
            int end = text.indexOf('`', start + 1);
            if (end < 0) {
                throw source.error(start, "unterminated raw quoted string");
            }
            add(Kind.STRING, start, end + 1);
        } else if (rune == '$') {
            addName(Kind.VARIABLE, Kind.VARIABLE, start);
        } else if (rune == '.' && !isDigit(charAt(start + 1))) {
            addName(Kind.FIELD, Kind.DOT, start);
        } else if (rune == '+' || rune == '-' || rune == '.' || isDigit((char) rune)) {
            readNumber(start);
        } else if (isAlphanumeric(rune)) {
            readIdentifier(start);
        } else if (rune < 0x80 && GoQuote.isPrintable(rune)) {
            add(Kind.OTHER, start, start + 1);
        } else {
            throw source.error(start, "unrecognized character in action: " + shown(rune));
        }
    }

    private int quotedEnd(int start, char mark) {
        for (int i = start + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
            if (text.charAt(i) == mark) {
                return i + 1;
            }
            if (text.charAt(i) == '\\' && charAt(i + 1) != '\n') {
                i++;
            }
        }
        throw source.error(start, mark == '"' ? "unterminated quoted string" : "unterminated character constant");
    }

    private void readIdentifier(int start) {
        int end = nameEnd(start);
        String word = text.substring(start, end);
        Kind kind = switch (word) {
            case "block", "break", "continue", "define", "else", "end", "if", "range", "template", "with" ->
                Kind.KEYWORD;
            case "nil" -> Kind.NIL;
            case "true", "false" -> Kind.BOOLEAN;
            default -> Kind.IDENTIFIER;
        };
        requireTerminator(end);
        add(kind, start, end);
    }

    private void addName(Kind named, Kind bare, int start) {
        int end = nameEnd(start + 1);
        requireTerminator(end);
        add(end == start + 1 ? bare : named, start, end);
    }

    private int nameEnd(int start) {
        int end = start;
        while (end < text.length() && isAlphanumeric(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private void requireTerminator(int position) {
        char c = charAt(position);
        boolean terminates =
                position >= text.length() || isSpace(c) || ".,|:)(".indexOf(c) >= 0 || text.startsWith(CLOSE, position);
        if (!terminates) {
            throw source.error(position, "bad character " + shown(text.codePointAt(position)));
        }
    }

    private void readNumber(int start) {
        int end = NumberLiteral.end(text, start);
        if (end > start && (charAt(end) == '+' || charAt(end) == '-')) {
            int second = NumberLiteral.end(text, end);
            end = second > end && text.charAt(second - 1) == 'i' ? second : start;
        }
        boolean runsOn = end < text.length() && isAlphanumeric(text.codePointAt(end));
        if (end <= start || runsOn) {
            throw badNumber(start);
        }
        add(Kind.NUMBER, start, end);
    }

    private InvalidInputException badNumber(int start) {
        int end = start + 1;
        while (end < text.length() && (isAlphanumeric(text.codePointAt(end)) || "+-.".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return source.error(start, "bad number syntax: " + GoQuote.quote(text.substring(start, end)));
    }

    private void add(Kind kind, int start, int end) {
        tokens.add(new Token(kind, text.substring(start, end), start, spaced));
        spaced = false;
        at = end;
    }

    private char charAt(int position) {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(int rune) {
        return rune == '_' || Character.isLetter(rune) || Character.getType(rune) == Character.DECIMAL_DIGIT_NUMBER;
    }

    private static String shown(int rune) {
        return rune < ' '
                ? "U+" + Integer.toHexString(0x10000 + rune).substring(1)
                : "'" + Character.toString(rune) + "'";
    }
}
