package io.dray.template;

import io.dray.core.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The text of a template and the place it stands at, for messages.
 *
 * @param name the file as shown to people
 * @param text its text
 * @param firstLine the line of the file in which the text begins, counted from 1
 * @param firstColumn the column in which it begins, counted from 1
 */
record Source(String name, String text, int firstLine, int firstColumn) {

    /** The line of the file, counted from 1. */
    int line(int offset) {
        int line = firstLine;
        for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
            line++;
        }
        return line;
    }

    /** {@code file:line:column}. */
    String position(int offset) {
        int lineStart = offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
        int column =
                text.codePointCount(lineStart, Math.min(offset, text.length())) + (lineStart == 0 ? firstColumn : 1);
        return name + ":" + line(offset) + ":" + column;
    }

    /** An error at this place. */
    InvalidInputException error(int offset, String reason) {
        return error(offset, reason, null);
    }

    /** An error at this place, and how to mend it. */
    InvalidInputException error(int offset, String reason, @Nullable String hint) {
        return new InvalidInputException(position(offset) + ": " + reason, hint, null);
    }
}
