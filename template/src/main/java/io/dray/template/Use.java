package io.dray.template;

import org.jspecify.annotations.Nullable;

/**
 * An attribute that was read for a line of the rendered text. The keys of a condition count for the first line that the
 * chosen branch prints.
 *
 * @param outputLine the line of the rendered text, counted from 1
 * @param template the file whose action read the attribute, as named to the parser
 * @param templateLine the line of that action, counted from 1
 * @param key the attribute, see {@link KeyPath}; it need not exist (a condition may ask for it)
 */
public record Use(int outputLine, String template, int templateLine, String key) {
    // Written out, because what a record has of itself is made at its first use: 15 ms of the start of an app.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Use use
                && outputLine == use.outputLine
                && templateLine == use.templateLine
                && key.equals(use.key)
                && template.equals(use.template);
    }

    @Override
    public int hashCode() {
        return (31 * (31 * outputLine + templateLine) + key.hashCode()) * 31 + template.hashCode();
    }
}
