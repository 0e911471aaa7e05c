package io.dray.clikit;

/**
 * The positional arguments of a command.
 *
 * @param placeholder what help calls one of them; see {@link Placeholder}
 * @param least how many there must be
 * @param most how many there may be
 * @param passesOn whether what follows {@code --} belongs to the app that the command starts
 * @param verbatim whether all words after the first argument are arguments too, whatever they look like
 */
public record ArgumentSpec(String placeholder, int least, int most, boolean passesOn, boolean verbatim) {
    /** Arguments among which options may stand. */
    public ArgumentSpec(String placeholder, int least, int most, boolean passesOn) {
        this(placeholder, least, most, passesOn, false);
    }

    /** No argument at all. */
    public static ArgumentSpec none() {
        return new ArgumentSpec("", 0, 0, false);
    }

    /** Exactly one. */
    public static ArgumentSpec one(String placeholder) {
        return new ArgumentSpec(placeholder, 1, 1, false);
    }

    /** One or none. */
    public static ArgumentSpec optional(String placeholder) {
        return new ArgumentSpec(placeholder, 0, 1, false);
    }

    /** Exactly two, {@code IMAGE FILE}. */
    public static ArgumentSpec two(String placeholders) {
        return new ArgumentSpec(placeholders, 2, 2, false);
    }

    /** At least one. */
    public static ArgumentSpec oneOrMore(String placeholder) {
        return new ArgumentSpec(placeholder, 1, Integer.MAX_VALUE, false);
    }

    /** Any number. */
    public static ArgumentSpec any(String placeholder) {
        return new ArgumentSpec(placeholder, 0, Integer.MAX_VALUE, false);
    }

    /** The same, and what follows {@code --} is passed on. */
    public ArgumentSpec passingOn() {
        return new ArgumentSpec(placeholder, least, most, true);
    }

    /** One, and then the words of a command line of its own, as a shell's {@code -c} has them. */
    public static ArgumentSpec oneAndCommand(String placeholder) {
        return new ArgumentSpec(placeholder, 1, Integer.MAX_VALUE, false, true);
    }

    /** What help calls the argument at this position, from 0 on. */
    String placeholder(int position) {
        int start = 0;
        for (int skipped = 0; skipped < position && placeholder.indexOf(' ', start) >= 0; skipped++) {
            start = placeholder.indexOf(' ', start) + 1;
        }
        int end = placeholder.indexOf(' ', start);
        return placeholder.substring(start, end < 0 ? placeholder.length() : end);
    }

    String usage() {
        if (verbatim) {
            return " " + placeholder + " [COMMAND [ARGUMENT...]]";
        }
        String usage = "";
        if (most > 0) {
            String several = most > 2 ? placeholder + "..." : placeholder;
            String named = least == 1 && most == 2 ? placeholder(0) + " [" + placeholder(1) + "]" : several;
            usage = least == 0 ? " [" + several + "]" : " " + named;
        }
        return passesOn ? usage + " [-- ARGUMENT...]" : usage;
    }
}
