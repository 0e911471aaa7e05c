package io.dray.acceptance.template;

/** Makes up formats for printf: every verb, flag, width, precision and argument index, and their mistakes. */
final class FormatGenerator {
    private static final String VERBS = "vvvvvdddsssqqxXoObcUeEfFgGtTwzZ%!ij";

    private final Choices choices;

    FormatGenerator(Choices choices) {
        this.choices = choices;
    }

    /** A format in quotes. */
    String quoted() {
        StringBuilder format = new StringBuilder("\"");
        for (int i = 1 + choices.below(3); i > 0; i--) {
            if (choices.oneIn(3)) {
                format.append(choices.of("a", " ", "é", "[", "%%", "1"));
            }
            appendVerb(format);
        }
        return format.append('"').toString();
    }

    private void appendVerb(StringBuilder format) {
        format.append('%');
        for (int i = choices.below(3); i > 0; i--) {
            format.append(choices.of("", "+", "-", "#", " ", "0"));
        }
        appendIndex(format);
        if (choices.oneIn(2)) {
            format.append(choices.of("*", "5", "12", "1", "20", "2", "0", "30"));
        }
        if (choices.oneIn(3)) {
            format.append('.');
            appendIndex(format);
            format.append(choices.of("", "*", "0", "1", "2", "3", "5", "10", "17", "25", "-1", "40"));
        }
        appendIndex(format);
        if (choices.oneIn(40)) {
            format.append(choices.of("é", "日", ""));
        } else {
            format.append(VERBS.charAt(choices.below(VERBS.length())));
        }
    }

    private void appendIndex(StringBuilder format) {
        if (choices.oneIn(12)) {
            format.append(choices.of(
                    "[1]", "[2]", "[3]", "[0]", "[9]", "[", "[x]", "[]", "[1", "[-1]", "[1]x", "[99999999]"));
        }
    }
}
