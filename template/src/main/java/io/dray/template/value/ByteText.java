package io.dray.template.value;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Go's strings are bytes; Java's are not. A byte that is no UTF-8 lives in a Java string as the lone surrogate U+DC00 +
 * byte, so that every file passes through a template unchanged, and lengths and slices count bytes.
 */
public final class ByteText {
    private static final int ESCAPE = 0xDC00;

    private ByteText() {}

    /** Text from bytes, whatever their encoding. */
    public static String decode(byte[] bytes) {
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        StringBuilder text = new StringBuilder(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            int length = sequenceLength(bytes, at);
            if (length == 0) {
                text.append((char) (ESCAPE + (bytes[at] & 0xFF)));
                at++;
            } else {
                text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
        return text.toString();
    }

    /** The bytes of a text; the inverse of {@link #decode}. */
    public static byte[] encode(String text) {
        int escape = firstEscape(text);
        if (escape < 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int at = 0;
        while (at < text.length()) {
            int rune = text.codePointAt(at);
            if (isEscape(rune)) {
                bytes.write(rune - ESCAPE);
            } else {
                bytes.writeBytes(Character.toString(rune).getBytes(StandardCharsets.UTF_8));
            }
            at += Character.charCount(rune);
        }
        return bytes.toByteArray();
    }

    /** Whether this code point stands for a byte that is no UTF-8. */
    public static boolean isEscape(int rune) {
        return rune >= ESCAPE + 0x80 && rune <= ESCAPE + 0xFF;
    }

    /** The byte that an {@link #isEscape escape} stands for. */
    public static int escapedByte(int rune) {
        return rune - ESCAPE;
    }

    /** The code point that stands for this byte, which must not be ASCII. */
    public static int escapeOf(int value) {
        return ESCAPE + value;
    }

    /** Length in bytes. */
    public static int length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean paired = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
            if (c < 0x80 || (isEscape(c) && !paired)) {
                length++;
            } else if (c < 0x800 || Character.isSurrogate(c)) {
                length += 2;
            } else {
                length += 3;
            }
        }
        return length;
    }

    /** The bytes from {@code from} up to, without, {@code to}. */
    public static String slice(String text, int from, int to) {
        byte[] bytes = encode(text);
        byte[] part = new byte[to - from];
        System.arraycopy(bytes, from, part, 0, part.length);
        return decode(part);
    }

    /** Go's order of strings: by bytes, which is by code points. */
    public static int compare(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean bothSurrogates = Character.isSurrogate(a) == Character.isSurrogate(b);
                return bothSurrogates ? a - b : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return left.length() - right.length();
    }

    /** The keys of a map in Go's order. */
    public static List<String> sortedKeys(Map<?, ?> map) {
        List<String> keys = new ArrayList<>(map.size());
        for (Object key : map.keySet()) {
            keys.add(String.valueOf(key));
        }
        keys.sort(ByteText::compare);
        return keys;
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte value : bytes) {
            if (value < 0) {
                return false;
            }
        }
        return true;
    }

    private static int firstEscape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The length of the valid UTF-8 sequence that begins here; 0 when none does (RFC 3629, no surrogates). */
    private static int sequenceLength(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || at + length > bytes.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        boolean valid = switch (first) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
        return valid ? length : 0;
    }
}
