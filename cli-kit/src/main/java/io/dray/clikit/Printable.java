package io.dray.clikit;

/**
 * Text from outside on one line of a terminal: what would begin a new line, move the cursor or be invisible is written as an
 * escape, because names of images, files and attributes come from anywhere.
 */
public final class Printable {
    private Printable() {}

    /** The text itself if all of it can be seen. */
    public static String line(String text) {
        return isPlain(text.toCharArray()) ? text : escaped(text);
    }

    /** Nearly every text is; an array is read without a call, which counts in a long table. */
    private static boolean isPlain(char[] text) {
        for (char c : text) {
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                case '\t' -> safe.append("\\t");
                default -> {
                    if (isVisible(c)) {
                        safe.appendCodePoint(c);
                    } else {
                        safe.append("\\u").append(hex(c));
                    }
                }
            }
        }
        return safe.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static String hex(int c) {
        String digits = Integer.toHexString(c);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
}
