package io.dray.clikit;

import java.util.List;

/** One element of a command line in its order, for commands to which the order matters, as options after an image do. */
public sealed interface Token {
    /**
     * An option.
     *
     * @param option which one
     * @param value its value; {@code true} or {@code false} of a boolean
     */
    record OptionToken(OptionSpec option, String value) implements Token {}

    /**
     * A positional argument.
     *
     * @param text as it was typed
     */
    record ArgumentToken(String text) implements Token {}

    /**
     * What followed {@code --}, up to the next {@code ---}.
     *
     * @param words untouched
     */
    record PassedOnToken(List<String> words) implements Token {
        public PassedOnToken {
            words = List.copyOf(words);
        }
    }

    /** {@code ---}, which begins the next app of a pod. */
    record SeparatorToken() implements Token {}
}
