package io.dray.attributes;

/**
 * Something in attributes or templates that is probably not meant.
 *
 * @param file the file as shown to people
 * @param line counted from 1; 0 for the file as a whole
 * @param kind what kind of finding
 * @param severity how sure it is a mistake
 * @param text what is odd, without the place
 */
public record LintFinding(String file, int line, Kind kind, Severity severity, String text) {
    /** How sure it is that something is a mistake. */
    public enum Severity {
        /** It is one. */
        ERROR("error"),
        /** It may well be meant. */
        WARNING("warning");

        private final String written;

        Severity(String written) {
            this.written = written;
        }

        /** As JSON names it. */
        public String written() {
            return written;
        }
    }

    /** A mistake. */
    static LintFinding error(String file, int line, Kind kind, String text) {
        return new LintFinding(file, line, kind, Severity.ERROR, text);
    }

    /** The same finding in a file that is shown otherwise. */
    public LintFinding in(String otherFile) {
        return new LintFinding(otherFile, line, kind, severity, text);
    }

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
            return error(file, 0, kind, shown);
        }
        int start = file.length() + 1;
        int end = start;
        while (end < shown.length() && Character.isDigit(shown.charAt(end))) {
            end++;
        }
        if (end == start) {
            return error(file, 0, kind, shown.substring(start).strip());
        }
        int text = end;
        while (text < shown.length() && (shown.charAt(text) == ':' || Character.isDigit(shown.charAt(text)))) {
            text++;
        }
        return error(
                file,
                Integer.parseInt(shown, start, end, 10),
                kind,
                shown.substring(text).strip());
    }

    /** {@code file:line: text}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (severity == Severity.WARNING ? ": warning: " : ": ") + text;
    }
}
