package io.dray.template.function;

import io.dray.template.function.Units.Kind;
import io.dray.template.value.Limits;
import io.dray.template.value.ValueException;

/** Cutting texts to a length, which counts bytes, as sprig does, or characters. */
final class Cuts {
    private static final String MARK = "...";

    private final Kind kind;

    private Cuts(Kind kind) {
        this.kind = kind;
    }

    /** As sprig cuts: perhaps through the bytes of a character. */
    static Cuts ofBytes() {
        return new Cuts(Kind.BYTES);
    }

    static Cuts ofCharacters() {
        return new Cuts(Kind.CHARACTERS);
    }

    /** The first units; the last ones for a negative count. */
    String trunc(int count, String text) {
        Units units = Units.of(kind, text);
        int length = units.length();
        if (count < 0) {
            return length + (long) count > 0 ? units.text(length + count, length) : text;
        }
        return length > count ? units.text(0, count) : text;
    }

    /** The units from start up to, without, end; a negative or too large end is the text's end. */
    String substring(int start, int end, String text) {
        Units units = Units.of(kind, text);
        int from = Math.max(start, 0);
        int to = start >= 0 && (end < 0 || end > units.length()) ? units.length() : end;
        if (from > to || to > units.length()) {
            throw new ValueException(
                    "slice bounds out of range [" + from + ":" + to + "]", "the text has the length " + units.length());
        }
        return units.text(from, to);
    }

    /** A text that is at most this long, with three points where it was cut. */
    String abbreviate(int width, String text) {
        return width < MARK.length() + 1 ? text : abbreviated(Units.of(kind, text), 0, 0, width);
    }

    /** As {@link #abbreviate}, cut on both sides when it begins late. */
    String abbreviateBoth(int offset, int width, String text) {
        boolean tooNarrow = width < 4 || (offset > 0 && width < 7);
        return tooNarrow ? text : abbreviated(Units.of(kind, text), 0, offset, width);
    }

    /** The units from {@code first} on, of which {@code offset} may be left out. */
    private static String abbreviated(Units units, int first, int offset, int width) {
        int length = units.length() - first;
        int kept = width - MARK.length();
        if (length <= width) {
            return units.text(first, units.length());
        }
        int start = Math.min(offset, length);
        if (length - start < kept) {
            start = length - kept;
        }
        if (start <= 4) {
            return units.text(first, first + kept) + MARK;
        }
        if (width < 7) {
            return "";
        }
        return start + (long) kept < length
                ? MARK + abbreviated(units, first + start, 0, kept)
                : MARK + units.text(units.length() - kept, units.length());
    }

    /**
     * A text broken into lines at blanks.
     *
     * @param breaksWords whether words longer than a line are broken too
     */
    String wrap(String text, int width, String lineEnd, boolean breaksWords) {
        Units units = Units.of(kind, text);
        String end = lineEnd.isEmpty() ? "\n" : lineEnd;
        int columns = Math.max(width, 1);
        Limits.checkLength(units.length() + (long) units.length() / columns * end.length());
        StringBuilder wrapped = new StringBuilder();
        int at = 0;
        while (units.length() - at > columns) {
            if (units.isBlank(at)) {
                at++;
                continue;
            }
            int blank = units.lastBlank(at, at + columns);
            if (blank < 0 && breaksWords) {
                wrapped.append(units.text(at, at + columns)).append(end);
                at += columns;
                continue;
            }
            blank = blank < 0 ? units.nextBlank(at + columns) : blank;
            if (blank < 0) {
                break;
            }
            wrapped.append(units.text(at, blank)).append(end);
            at = blank + 1;
        }
        return wrapped.append(units.text(at, units.length())).toString();
    }
}
