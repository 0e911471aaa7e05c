package io.dray.template.value;

/** How much a template may ask for. Each limit is far beyond any configuration file; the error names it. */
public final class Limits {
    /** Characters of a template, of a rendered text, and of each text made on the way. */
    public static final int MAX_TEXT = 16 * 1024 * 1024;
    /** Items that a function may put into one list. */
    public static final int MAX_ITEMS = 1_000_000;
    /** Depth of lists and maps in each other. */
    public static final int MAX_VALUE_DEPTH = 200;
    /** Depth of actions and parentheses in each other, in the text of a template. */
    public static final int MAX_SYNTAX_DEPTH = 250;
    /** Depth of template calls, actions and parentheses in each other while rendering. */
    public static final int MAX_CALL_DEPTH = 500;
    /** Passes through all loops of one rendering. */
    public static final int MAX_ITERATIONS = 1_000_000;

    /** Characters and items that all functions of one rendering read and make, together. */
    public static final long MAX_WORK = 128L * 1024 * 1024;
    /** Items that one call of a function compares, copies or merges. */
    public static final int MAX_LOOKED_AT = 10_000_000;
    /** Digits of a whole number, and characters of a version. */
    public static final int MAX_DIGITS = 1_000;
    /** Calls of functions that make keys and passwords, whose time is not counted. */
    public static final int MAX_SLOW_CALLS = 16;
    /** Seconds that a rendering takes. */
    public static final int MAX_SECONDS = 10;

    private Limits() {}

    /** Refuses a text longer than {@link #MAX_TEXT}. */
    public static void checkLength(long characters) {
        if (characters > MAX_TEXT) {
            throw new ValueException(
                    "the text is longer than " + MAX_TEXT + " characters",
                    "make shorter texts: this is no configuration file");
        }
    }

    /** Refuses a list longer than {@link #MAX_ITEMS}. */
    public static void checkItems(long items) {
        if (items > MAX_ITEMS) {
            throw new ValueException("the list has more than " + MAX_ITEMS + " items", "make shorter lists");
        }
    }

    /** Refuses lists and maps nested deeper than {@link #MAX_VALUE_DEPTH}. */
    public static void checkDepth(int depth) {
        if (depth > MAX_VALUE_DEPTH) {
            throw new ValueException(
                    "lists and maps are nested more than " + MAX_VALUE_DEPTH + " deep",
                    "does a list or map get into itself again and again?");
        }
    }
}
