package io.dray.template;

/**
 * An attribute that was read for a line of the rendered text. The keys of a condition count for the first line that the
 * chosen branch prints.
 *
 * @param outputLine the line of the rendered text, counted from 1
 * @param template the file whose action read the attribute, as named to the parser
 * @param templateLine the line of that action, counted from 1
 * @param key the attribute, see {@link KeyPath}; it need not exist (a condition may ask for it)
 */
public record Use(int outputLine, String template, int templateLine, String key) {}
