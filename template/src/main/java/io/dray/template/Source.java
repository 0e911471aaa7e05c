package io.dray.template;

import io.dray.core.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The text of a template and the place it stands at, for messages.
 *
 * @param name the file as shown to people
 * @param text its text
 * @param lines where the text stands in the file
 */
record Source(String name, String text, SourceLines lines) {

    /** A text that is in the file as it is, from this line and column on, both counted from 1. */
    static Source of(String name, String text, int firstLine, int firstColumn) {
        return new Source(name, text, SourceLines.of(text, firstLine, firstColumn));
    }

    /** The line of the file, counted from 1. */
    int line(int offset) {
        return lines.line(offset);
    }

    /** {@code file:line:column}. */
    String position(int offset) {
        return name + ":" + line(offset) + ":" + lines.column(text, offset);
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
