package io.dray.core;

/** Quotes strings for the POSIX shell; the only way in which a value may enter a generated script. */
public final class ShellQuote {
    private static final String SAFE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";

    private ShellQuote() {}

    /**
     * The text as one shell word that expands to exactly the text.
     *
     * @throws InvalidInputException if the text has a NUL, which no argument can carry
     */
    public static String quote(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new InvalidInputException("a value with a NUL character cannot be passed to a program");
        }
        if (!text.isEmpty() && isSafe(text)) {
            return text;
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** The words, each quoted, separated by single blanks. */
    public static String join(Iterable<String> words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(quote(word));
        }
        return line.toString();
    }

    private static boolean isSafe(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (SAFE.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
