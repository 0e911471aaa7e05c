package io.dray.template;

import io.dray.core.InvalidInputException;
import io.dray.template.value.ByteText;
import io.dray.template.value.GoQuote;

/**
 * The text of a template and the place it stands at, for messages.
 *
 * @param name the file as shown to people
 * @param text its text
 * @param lines where the text stands in the file
 * @param dialect whose template it is
 */
record Source(String name, String text, SourceLines lines, Dialect dialect) {

    /** A text that is in the file as it is, from this line and column on, both counted from 1. */
    static Source of(String name, String text, int firstLine, int firstColumn, Dialect dialect) {
        return new Source(name, text, SourceLines.of(text, firstLine, firstColumn), dialect);
    }

    /** The line of the file, counted from 1. */
    int line(int offset) {
        return lines.line(offset);
    }

    /** {@code file:line:column}; the column as the dialect counts it. */
    private String position(int offset) {
        return name + ":" + line(offset) + ":"
                + (dialect.reportsLikeGo() ? goColumn(offset) : lines.column(text, offset));
    }

    private int goColumn(int offset) {
        int lineStart = offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
        return ByteText.length(text.substring(lineStart, Math.min(offset, text.length())));
    }

    /** The template cannot be parsed. */
    InvalidInputException parseError(int offset, String reason, String hint) {
        String message = dialect.reportsLikeGo()
                ? "template: " + name + ":" + line(offset) + ": " + reason
                : position(offset) + ": " + reason;
        return new InvalidInputException(message, hint, null);
    }

    /** The template cannot be rendered: the named body fails at this piece of it. */
    InvalidInputException renderError(String body, Place place, String reason, String hint) {
        String prefix = dialect.reportsLikeGo() ? "template: " : "";
        String message = prefix + position(place.offset()) + ": executing " + GoQuote.quote(body) + " at <"
                + place.shown() + ">: " + reason;
        return new InvalidInputException(message, hint, null);
    }
}
