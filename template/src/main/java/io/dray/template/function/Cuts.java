package io.dray.template.function;

import io.dray.template.value.ByteText;
import io.dray.template.value.Limits;
import io.dray.template.value.ValueException;
import java.nio.charset.StandardCharsets;

/** Cutting texts to a length, which counts bytes, as Go's strings and the library sprig do. */
final class Cuts {
    private static final String MARK = "...";

    private Cuts() {}

    /** The first bytes; the last ones for a negative count. */
    static String trunc(int count, String text) {
        String bytes = bytes(text);
        int length = bytes.length();
        if (count < 0) {
            return length + (long) count > 0 ? text(bytes.substring(length + count)) : text;
        }
        return length > count ? text(bytes.substring(0, count)) : text;
    }

    /** The bytes from start up to, without, end; a negative or too large end is the text's end. */
    static String substring(int start, int end, String text) {
        String bytes = bytes(text);
        int from = Math.max(start, 0);
        int to = start >= 0 && (end < 0 || end > bytes.length()) ? bytes.length() : end;
        if (from > to || to > bytes.length()) {
            throw new ValueException("slice bounds out of range [" + from + ":" + to + "]");
        }
        return text(bytes.substring(from, to));
    }

    /** A text that is at most this long, with three points where it was cut. */
    static String abbreviate(int width, String text) {
        return width < MARK.length() + 1 ? text : text(abbreviated(bytes(text), 0, width));
    }

    /** As {@link #abbreviate}, cut on both sides when it begins late. */
    static String abbreviateBoth(int offset, int width, String text) {
        boolean tooNarrow = width < 4 || (offset > 0 && width < 7);
        return tooNarrow ? text : text(abbreviated(bytes(text), offset, width));
    }

    private static String abbreviated(String bytes, int offset, int width) {
        int length = bytes.length();
        int kept = width - MARK.length();
        if (length <= width) {
            return bytes;
        }
        int start = Math.min(offset, length);
        if (length - start < kept) {
            start = length - kept;
        }
        if (start <= 4) {
            return bytes.substring(0, kept) + MARK;
        }
        if (width < 7) {
            return "";
        }
        return start + (long) kept < length
                ? MARK + abbreviated(bytes.substring(start), 0, kept)
                : MARK + bytes.substring(length - kept);
    }

    /**
     * A text broken into lines at blanks.
     *
     * @param breaksWords whether words longer than a line are broken too
     */
    static String wrap(String text, int width, String lineEnd, boolean breaksWords) {
        String bytes = bytes(text);
        String end = lineEnd.isEmpty() ? "\n" : bytes(lineEnd);
        int columns = Math.max(width, 1);
        Limits.checkLength(bytes.length() + (long) bytes.length() / columns * end.length());
        StringBuilder wrapped = new StringBuilder();
        int at = 0;
        while (bytes.length() - at > columns) {
            if (bytes.charAt(at) == ' ') {
                at++;
                continue;
            }
            int blank = bytes.lastIndexOf(' ', at + columns);
            if (blank < at && breaksWords) {
                wrapped.append(bytes, at, at + columns).append(end);
                at += columns;
                continue;
            }
            blank = blank < at ? bytes.indexOf(' ', at + columns) : blank;
            if (blank < 0) {
                break;
            }
            wrapped.append(bytes, at, blank).append(end);
            at = blank + 1;
        }
        return text(wrapped.append(bytes, at, bytes.length()).toString());
    }

    /** One character for each byte. */
    private static String bytes(String text) {
        return new String(ByteText.encode(text), StandardCharsets.ISO_8859_1);
    }

    private static String text(String bytes) {
        return ByteText.decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
