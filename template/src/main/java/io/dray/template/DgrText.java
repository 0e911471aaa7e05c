package io.dray.template;

import io.dray.core.InvalidInputException;

/**
 * A template after dgr's treatment of blanks, which came before Go's own trim markers and differs from them. Line by line:
 * blanks at the end go; {@code {{-} at the beginning takes the indentation with it, but not the line end before;
 * {@code -}}} at the end takes the line end, but not the indentation of the next line. Line ends become LF.
 *
 * <p>The rendered text then ends with one LF that the template does not have.
 */
final class DgrText {
    /** dgr's reader stopped at a line of so many bytes, and rendered what came before. */
    private static final int LINE_LIMIT = 64 * 1024;

    private static final String OPEN = "{{-";
    private static final String CLOSE = "-}}";

    private final String name;
    private final StringBuilder out = new StringBuilder();
    private final SourceLines.Builder lines = new SourceLines.Builder();
    /** Where the line that is being put together begins in the result. */
    private int start;

    private boolean glued;

    private DgrText(String name) {
        this.name = name;
    }

    /**
     * The text to parse, which still knows the places of the file.
     *
     * @param line where the text begins in the file, counted from 1
     * @param column where it begins in that line, counted from 1
     * @throws InvalidInputException for a line that dgr could not read
     */
    static Source prepare(String name, String text, int line, int column) {
        DgrText prepared = new DgrText(name);
        prepared.run(text, line, column);
        return new Source(name, prepared.out.toString(), prepared.lines.build(), Dialect.DGR);
    }

    private void run(String text, int firstLine, int firstColumn) {
        lines.add(0, firstLine, firstColumn);
        int line = firstLine;
        int column = firstColumn;
        int at = 0;
        while (at < text.length()) {
            int feed = text.indexOf('\n', at);
            int end = feed < 0 ? text.length() : feed;
            boolean carriageReturn = end > at && text.charAt(end - 1) == '\r';
            addLine(text.substring(at, carriageReturn ? end - 1 : end), line, column);
            at = end + 1;
            line++;
            column = 1;
        }
        if (!glued && !out.isEmpty()) {
            out.setLength(out.length() - 1);
        }
    }

    private void addLine(String raw, int line, int column) {
        if (raw.length() >= LINE_LIMIT) {
            throw new InvalidInputException(
                    name + ":" + line + ":" + column + ": the line is longer than " + LINE_LIMIT
                            + " characters, which dgr cannot read",
                    "break the line, or render without compat: dgr",
                    null);
        }
        String kept = withoutBlanksBehind(raw);
        int indentation = indentation(kept);
        boolean trims = kept.startsWith(OPEN, indentation);
        lines.add(out.length(), line, trims ? column + indentation : column);
        if (trims) {
            out.append("{{");
            lines.add(out.length(), line, column + indentation + OPEN.length());
            out.append(kept, indentation + OPEN.length(), kept.length());
        } else {
            out.append(kept);
        }
        endLine();
    }

    private void endLine() {
        glued = endsWithClose();
        if (glued) {
            out.setLength(out.length() - CLOSE.length());
            out.append("}}");
        } else {
            out.append('\n');
            start = out.length();
        }
    }

    private boolean endsWithClose() {
        int from = out.length() - CLOSE.length();
        return from >= start && out.indexOf(CLOSE, from) == from;
    }

    private static String withoutBlanksBehind(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static int indentation(String text) {
        int blanks = 0;
        while (blanks < text.length() && text.charAt(blanks) == ' ') {
            blanks++;
        }
        return blanks;
    }
}
