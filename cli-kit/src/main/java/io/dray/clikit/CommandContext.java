package io.dray.clikit;

import java.io.PrintStream;
import java.util.Map;

/**
 * What a command sees of the world, so that a test can give it another one.
 *
 * @param out results only
 * @param err progress, warnings and errors
 * @param environment the environment variables
 * @param surroundings terminals and rights
 */
public record CommandContext(
        PrintStream out, PrintStream err, Map<String, String> environment, Surroundings surroundings) {
    /** Whether {@code err} may be redrawn and coloured: a terminal, not a dumb one, and {@code NO_COLOR} is not set. */
    public boolean mayDraw() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb")
                && surroundings.errorIsTerminal();
    }
}
