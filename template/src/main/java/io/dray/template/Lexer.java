package io.dray.template;

import io.dray.template.Token.Kind;
import io.dray.template.value.ByteText;
import io.dray.template.value.GoFormat;
import io.dray.template.value.GoQuote;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into tokens, applying trim markers and leaving out comments, as Go 1.19 does. What cannot be read becomes
 * an error token, behind which there are no more.
 */
final class Lexer {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String COMMENT_START = "/*";
    private static final String COMMENT_END = "*/";
    /** A trim marker is a dash and a blank. */
    private static final int MARKER = 2;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    /** Where the token being read begins. */
    private int start;

    private int parentheses;
    private int lineOffset;
    private int line;

    private Lexer(String text) {
        this.text = text;
    }

    /** All tokens, the last of which is {@link Kind#END} or {@link Kind#ERROR}. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        boolean more = true;
        while (more) {
            more = lexer.readText();
        }
        return lexer.tokens;
    }

    /** Reads text and the action behind it; false at the end. */
    private boolean readText() {
        int open = text.indexOf(OPEN, at);
        int end = open < 0 ? text.length() : open;
        boolean trims = open >= 0 && isLeftMarker(open + OPEN.length());
        start = at;
        at = trims ? trimmedEnd(start, end) : end;
        if (at > start) {
            add(Kind.TEXT);
        }
        start = end;
        at = end;
        if (open < 0) {
            add(Kind.END);
            return false;
        }
        int marker = trims ? MARKER : 0;
        at = open + OPEN.length();
        if (text.startsWith(COMMENT_START, at + marker)) {
            at += marker;
            start = at;
            return readComment();
        }
        add(Kind.OPEN);
        at += marker;
        start = at;
        return readAction();
    }

    private boolean isLeftMarker(int position) {
        return charAt(position) == '-' && isSpace(charAt(position + 1));
    }

    private boolean isRightMarker(int position) {
        return isSpace(charAt(position)) && charAt(position + 1) == '-' && text.startsWith(CLOSE, position + MARKER);
    }

    private int trimmedEnd(int from, int end) {
        int trimmed = end;
        while (trimmed > from && isSpace(text.charAt(trimmed - 1))) {
            trimmed--;
        }
        return trimmed;
    }

    private boolean readComment() {
        int end = text.indexOf(COMMENT_END, at + COMMENT_START.length());
        if (end < 0) {
            return fail("unclosed comment");
        }
        at = end + COMMENT_END.length();
        boolean trims = isRightMarker(at);
        if (!trims && !text.startsWith(CLOSE, at)) {
            return fail("comment ends before closing delimiter");
        }
        at += (trims ? MARKER : 0) + CLOSE.length();
        skipSpaces(trims);
        return true;
    }

    private void skipSpaces(boolean trims) {
        while (trims && isSpace(charAt(at))) {
            at++;
        }
        start = at;
    }

    /** Reads up to and with the end of the action; false at an error. */
    private boolean readAction() {
        parentheses = 0;
        while (true) {
            start = at;
            boolean trims = isRightMarker(at);
            if (trims || text.startsWith(CLOSE, at)) {
                if (parentheses > 0) {
                    return fail("unclosed left paren");
                }
                start = at + (trims ? MARKER : 0);
                at = start + CLOSE.length();
                add(Kind.CLOSE);
                skipSpaces(trims);
                return true;
            }
            if (at >= text.length()) {
                return fail("unclosed action");
            }
            if (!readToken()) {
                return false;
            }
        }
    }

    private boolean readToken() {
        char c = text.charAt(at);
        if (isSpace(c)) {
            return readSpaces();
        }
        return switch (c) {
            case '=' -> addNext(Kind.ASSIGN, 1);
            case '|' -> addNext(Kind.PIPE, 1);
            case ':' -> charAt(at + 1) == '=' ? addNext(Kind.DECLARE, 2) : fail("expected :=");
            case '"' -> readQuoted(Kind.STRING, '"', "unterminated quoted string");
            case '\'' -> readQuoted(Kind.CHARACTER, '\'', "unterminated character constant");
            case '`' -> readRaw();
            case '$' -> readName(Kind.VARIABLE, Kind.VARIABLE);
            case '(' -> {
                parentheses++;
                yield addNext(Kind.LEFT_PARENTHESIS, 1);
            }
            case ')' -> {
                parentheses--;
                addNext(Kind.RIGHT_PARENTHESIS, 1);
                yield parentheses >= 0 || fail("unexpected right paren U+0029 ')'");
            }
            default -> readWord(c);
        };
    }

    private boolean readWord(char c) {
        if (c == '.' && at + 1 < text.length() && !isDigit(text.charAt(at + 1))) {
            return readName(Kind.FIELD, Kind.DOT);
        }
        if (c == '+' || c == '-' || c == '.' || isDigit(c)) {
            return readNumber();
        }
        int rune = text.codePointAt(at);
        if (isAlphanumeric(rune)) {
            return readIdentifier();
        }
        if (rune < 0x80 && GoQuote.isPrintable(rune)) {
            return addNext(Kind.OTHER, 1);
        }
        return fail("unrecognized character in action: " + shown(rune));
    }

    /** A trim marker needs one of the blanks for itself. */
    private boolean readSpaces() {
        while (isSpace(charAt(at))) {
            at++;
        }
        if (isRightMarker(at - 1)) {
            at--;
        }
        if (at > start) {
            add(Kind.SPACE);
        }
        return true;
    }

    private boolean readQuoted(Kind kind, char mark, String problem) {
        for (int i = start + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
            if (text.charAt(i) == mark) {
                at = i + 1;
                add(kind);
                return true;
            }
            if (text.charAt(i) == '\\' && charAt(i + 1) != '\n') {
                i++;
            }
        }
        return fail(problem);
    }

    private boolean readRaw() {
        int end = text.indexOf('`', start + 1);
        if (end < 0) {
            return fail("unterminated raw quoted string");
        }
        at = end + 1;
        add(Kind.STRING);
        return true;
    }

    private boolean readIdentifier() {
        at = nameEnd(start);
        String word = text.substring(start, at);
        return switch (word) {
            case "block", "break", "continue", "define", "else", "end", "if", "range", "template", "with" ->
                addTerminated(Kind.KEYWORD);
            case "nil" -> addTerminated(Kind.NIL);
            case "true", "false" -> addTerminated(Kind.BOOLEAN);
            default -> addTerminated(Kind.IDENTIFIER);
        };
    }

    private boolean readName(Kind named, Kind bare) {
        at++;
        if (isTerminated()) {
            add(bare);
            return true;
        }
        at = nameEnd(at);
        return addTerminated(named);
    }

    private boolean addTerminated(Kind kind) {
        if (!isTerminated()) {
            return fail("bad character " + shown(text.codePointAt(at)));
        }
        add(kind);
        return true;
    }

    private int nameEnd(int from) {
        int end = from;
        while (end < text.length() && isAlphanumeric(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private boolean isTerminated() {
        char c = charAt(at);
        return at >= text.length() || isSpace(c) || ".,|:)(".indexOf(c) >= 0 || text.startsWith(CLOSE, at);
    }

    private boolean readNumber() {
        at = NumberLiteral.end(text, start);
        if (runsOn()) {
            return badNumber();
        }
        if (charAt(at) != '+' && charAt(at) != '-') {
            add(Kind.NUMBER);
            return true;
        }
        at = NumberLiteral.end(text, at);
        if (runsOn() || text.charAt(at - 1) != 'i') {
            return badNumber();
        }
        add(Kind.COMPLEX);
        return true;
    }

    /** Steps over what must not stand behind a number. */
    private boolean runsOn() {
        boolean runsOn = at < text.length() && isAlphanumeric(text.codePointAt(at));
        at += runsOn ? Character.charCount(text.codePointAt(at)) : 0;
        return runsOn;
    }

    private boolean badNumber() {
        return fail("bad number syntax: " + GoQuote.quote(text.substring(start, at)));
    }

    private boolean addNext(Kind kind, int length) {
        at = start + length;
        add(kind);
        return true;
    }

    private void add(Kind kind) {
        tokens.add(new Token(kind, text.substring(start, at), start, startLine()));
        start = at;
    }

    private boolean fail(String message) {
        tokens.add(new Token(Kind.ERROR, message, start, startLine()));
        return false;
    }

    private int startLine() {
        for (; lineOffset < start; lineOffset++) {
            line += text.charAt(lineOffset) == '\n' ? 1 : 0;
        }
        return line;
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
        long value = ByteText.isEscape(rune) ? 0xFFFD : rune;
        return GoFormat.printFormatted("%#U", List.of(value));
    }
}
