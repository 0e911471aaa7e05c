package io.dray.template.value;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Strings as Go's source writes them, both ways ({@code strconv.Quote}, {@code strconv.Unquote}). */
public final class GoQuote {
    private static final String HEX = "0123456789abcdef";

    private GoQuote() {}

    /** In double quotes, with escapes for all that does not print. */
    public static String quote(String text) {
        return quote(text, '"', false);
    }

    /** As {@link #quote(String)}, with escapes for all that is not ASCII. */
    static String quoteToAscii(String text) {
        return quote(text, '"', true);
    }

    /** A character in single quotes. */
    static String quoteRune(int rune, boolean ascii) {
        return quote(Character.isValidCodePoint(rune) ? Character.toString(rune) : "\uFFFD", '\'', ascii);
    }

    private static String quote(String text, char mark, boolean ascii) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append(mark);
        int at = 0;
        while (at < text.length()) {
            int rune = text.codePointAt(at);
            appendRune(quoted, rune, mark, ascii);
            at += Character.charCount(rune);
        }
        return quoted.append(mark).toString();
    }

    private static void appendRune(StringBuilder quoted, int rune, char mark, boolean ascii) {
        if (rune == mark || rune == '\\') {
            quoted.append('\\').append((char) rune);
        } else if (isPrintable(rune) && (rune < 0x80 || !ascii)) {
            quoted.appendCodePoint(rune);
        } else if (ByteText.isEscape(rune)) {
            appendHex(quoted.append("\\x"), ByteText.escapedByte(rune), 2);
        } else {
            int letter = "\u0007\b\f\n\r\t\u000b".indexOf(rune);
            if (letter >= 0) {
                quoted.append('\\').append("abfnrtv".charAt(letter));
            } else if (rune < ' ' || rune == 0x7F) {
                appendHex(quoted.append("\\x"), rune, 2);
            } else if (rune < 0x10000) {
                appendHex(quoted.append("\\u"), rune, 4);
            } else {
                appendHex(quoted.append("\\U"), rune, 8);
            }
        }
    }

    private static void appendHex(StringBuilder text, int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            text.append(HEX.charAt((value >> shift) & 0xF));
        }
    }

    /** Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII blank. */
    public static boolean isPrintable(int rune) {
        if (rune < 0x80) {
            return rune >= ' ' && rune < 0x7F;
        }
        return switch (Character.getType(rune)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Whether the text can stand between back quotes as it is. */
    static boolean canBackquote(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '`' || c == '\uFEFF' || (c < ' ' && c != '\t') || c == 0x7F || ByteText.isEscape(c)) {
                return false;
            }
        }
        return true;
    }

    /** The text that a quoted string or character of Go's source means; null when it is malformed. */
    public static @Nullable String unquote(String quoted) {
        if (quoted.length() < 2 || quoted.charAt(0) != quoted.charAt(quoted.length() - 1)) {
            return null;
        }
        char mark = quoted.charAt(0);
        String body = quoted.substring(1, quoted.length() - 1);
        return mark == '`' ? body.replace("\r", "") : new Unquoter(body, mark).read();
    }

    /** The first character that a quoted text means; null when it is malformed, or there is none. */
    public static @Nullable String unquoteFirst(String quoted) {
        if (quoted.length() < 2) {
            return null;
        }
        Unquoter unquoter = new Unquoter(quoted.substring(1, quoted.length() - 1), quoted.charAt(0));
        return !unquoter.isAtEnd() && unquoter.readOne() ? unquoter.text() : null;
    }

    /** Reads the text between two quotes, escape by escape. */
    private static final class Unquoter {
        private final String body;
        private final char mark;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int at;

        Unquoter(String body, char mark) {
            this.body = body;
            this.mark = mark;
        }

        @Nullable
        String read() {
            while (!isAtEnd()) {
                if (!readOne()) {
                    return null;
                }
            }
            return text();
        }

        boolean isAtEnd() {
            return at >= body.length();
        }

        String text() {
            return ByteText.decode(bytes.toByteArray());
        }

        /** Reads a character or an escape; false when it is malformed. */
        boolean readOne() {
            int rune = body.codePointAt(at);
            at += Character.charCount(rune);
            if (rune == '\\') {
                return readEscape();
            }
            // as Go's strconv: a byte that is no UTF-8 is replaced between quotes that know escapes
            int kept = ByteText.isEscape(rune) ? 0xFFFD : rune;
            bytes.writeBytes(ByteText.encode(Character.toString(kept)));
            return rune != mark && rune != '\n';
        }

        private boolean readEscape() {
            if (at == body.length()) {
                return false;
            }
            char c = body.charAt(at++);
            int letter = "abfnrtv\\".indexOf(c);
            if (letter >= 0) {
                bytes.write("\u0007\b\f\n\r\t\u000b\\".charAt(letter));
                return true;
            }
            return switch (c) {
                case 'x' -> readNumber(2, 16, false);
                case 'u' -> readNumber(4, 16, true);
                case 'U' -> readNumber(8, 16, true);
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    at--;
                    yield readNumber(3, 8, false);
                }
                default -> {
                    bytes.write(c);
                    yield c == mark;
                }
            };
        }

        private boolean readNumber(int digits, int radix, boolean rune) {
            if (at + digits > body.length()) {
                return false;
            }
            long value = 0;
            for (int i = 0; i < digits; i++) {
                int digit = Character.digit(body.charAt(at++), radix);
                if (digit < 0) {
                    return false;
                }
                value = value * radix + digit;
            }
            if (!rune) {
                bytes.write((int) value);
                return value <= 0xFF;
            }
            if (value > Character.MAX_CODE_POINT || (value >= 0xD800 && value < 0xE000)) {
                return false;
            }
            bytes.writeBytes(ByteText.encode(Character.toString((int) value)));
            return true;
        }
    }
}
