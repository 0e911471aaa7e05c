package io.dray.template.function;

import io.dray.template.value.ByteText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A text as a row of what its length counts: its bytes, as Go does, or its characters. Immutable. */
final class Units {
    /** How a text is counted. */
    enum Kind {
        BYTES,
        CHARACTERS
    }

    private final Kind kind;
    /** Of bytes one character for each. */
    private final String row;
    /** Where each unit begins in the row; null when each is one char. */
    private final int @Nullable [] starts;

    private Units(Kind kind, String row, int @Nullable [] starts) {
        this.kind = kind;
        this.row = row;
        this.starts = starts;
    }

    static Units of(Kind kind, String text) {
        if (kind == Kind.BYTES) {
            return new Units(kind, new String(ByteText.encode(text), StandardCharsets.ISO_8859_1), null);
        }
        int count = text.codePointCount(0, text.length());
        return new Units(kind, text, count == text.length() ? null : starts(text, count));
    }

    private static int[] starts(String text, int count) {
        int[] starts = new int[count];
        int at = 0;
        for (int i = 0; i < count; i++) {
            starts[i] = at;
            at += Character.charCount(text.codePointAt(at));
        }
        return starts;
    }

    int length() {
        return starts == null ? row.length() : starts.length;
    }

    /** Whether this unit is a blank. */
    boolean isBlank(int index) {
        return row.charAt(start(index)) == ' ';
    }

    /** The last blank from one unit up to and with another; -1 for none. */
    int lastBlank(int from, int to) {
        for (int i = to; i >= from; i--) {
            if (isBlank(i)) {
                return i;
            }
        }
        return -1;
    }

    /** The first blank at this unit or behind; -1 for none. */
    int nextBlank(int from) {
        int at = from;
        while (at < length() && !isBlank(at)) {
            at++;
        }
        return at < length() ? at : -1;
    }

    /** The text of these units. */
    String text(int from, int to) {
        String part = row.substring(start(from), start(to));
        return kind == Kind.BYTES ? ByteText.decode(part.getBytes(StandardCharsets.ISO_8859_1)) : part;
    }

    private int start(int index) {
        if (starts == null) {
            return index;
        }
        return index == starts.length ? row.length() : starts[index];
    }
}
