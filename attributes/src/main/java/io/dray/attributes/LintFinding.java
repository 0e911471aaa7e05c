package io.dray.attributes;

/**
 * Something in attributes or templates that is probably not meant.
 *
 * @param file the file as shown to people
 * @param line counted from 1; 0 for the file as a whole
 * @param kind what kind of finding
 * @param text what is odd, without the place
 */
public record LintFinding(String file, int line, Kind kind, String text) {
    /** The kinds of findings. */
    public enum Kind {
        /** A template, partial or settings file cannot be read. */
        TEMPLATE("template"),
        /** An attribute file cannot be read, or holds words that are read otherwise than they look. */
        ATTRIBUTES("attributes"),
        /** No template uses an attribute. */
        UNUSED("unused"),
        /** A template uses a key that nothing sets. */
        UNSET("unset"),
        /** A value is set more than once in one layer. */
        SHADOWED("shadowed");

        private final String written;

        Kind(String written) {
            this.written = written;
        }

        /** As JSON names it. */
        public String written() {
            return written;
        }
    }

    /** From an error's message, which begins with {@code file:line:column} or {@code file:line}. */
    static LintFinding of(Kind kind, String file, String message) {
        String shown = message.startsWith("template: ") ? message.substring("template: ".length()) : message;
        if (!shown.startsWith(file + ":")) {
            return new LintFinding(file, 0, kind, shown);
        }
        int start = file.length() + 1;
        int end = start;
        while (end < shown.length() && Character.isDigit(shown.charAt(end))) {
            end++;
        }
        if (end == start) {
            return new LintFinding(file, 0, kind, shown.substring(start).strip());
        }
        int text = end;
        while (text < shown.length() && (shown.charAt(text) == ':' || Character.isDigit(shown.charAt(text)))) {
            text++;
        }
        return new LintFinding(
                file,
                Integer.parseInt(shown, start, end, 10),
                kind,
                shown.substring(text).strip());
    }

    /** {@code file:line: text}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + text;
    }
}
