package io.dray.template.function;

import io.dray.template.value.ByteText;
import io.dray.template.value.GoQuote;
import java.util.Locale;

/** Escaping for HTML, JavaScript and URLs, as Go's template package does it. */
final class Escapes {
    private static final String HEX = "0123456789ABCDEF";

    private Escapes() {}

    static String html(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> escaped.append("&#34;");
                case '\'' -> escaped.append("&#39;");
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\0' -> escaped.append('\uFFFD');
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    static String javaScript(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        int at = 0;
        while (at < text.length()) {
            int rune = text.codePointAt(at);
            at += Character.charCount(rune);
            if (rune == '\\' || rune == '\'' || rune == '"') {
                escaped.append('\\').append((char) rune);
            } else if (rune < ' ' || "<>&=".indexOf(rune) >= 0) {
                appendUnicode(escaped, rune);
            } else if (rune < 0x80 || GoQuote.isPrintable(rune) || ByteText.isEscape(rune)) {
                escaped.appendCodePoint(rune);
            } else {
                appendUnicode(escaped, rune);
            }
        }
        return escaped.toString();
    }

    private static void appendUnicode(StringBuilder escaped, int rune) {
        String hex = Integer.toHexString(rune).toUpperCase(Locale.ROOT);
        escaped.append("\\u");
        for (int i = hex.length(); i < 4; i++) {
            escaped.append('0');
        }
        escaped.append(hex);
    }

    static String urlQuery(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (byte value : ByteText.encode(text)) {
            char c = (char) (value & 0xFF);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || "-_.~".indexOf(c) >= 0) {
                escaped.append(c);
            } else if (c == ' ') {
                escaped.append('+');
            } else {
                escaped.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            }
        }
        return escaped.toString();
    }
}
