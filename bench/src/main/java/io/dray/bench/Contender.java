package io.dray.bench;

import java.util.List;

/**
 * One command that takes part in a comparison.
 *
 * @param name how the report calls it
 * @param command what is run, without a shell; it must print something and end by itself
 * @param setUp what is run before each measured run, outside the measurement; empty for nothing. What it prints takes the place of
 *     {@link #PREPARED} in the command
 * @param cleanup what is run after each measured run, outside the measurement; empty for nothing
 */
record Contender(String name, List<String> command, List<String> setUp, List<String> cleanup) {
    /** Stands for what was set up. */
    static final String PREPARED = "{}";

    Contender {
        setUp = List.copyOf(setUp);
        command = List.copyOf(command);
        cleanup = List.copyOf(cleanup);
    }

    Contender(String name, List<String> command, List<String> cleanup) {
        this(name, command, List.of(), cleanup);
    }

    static Contender of(String name, List<String> command) {
        return new Contender(name, command, List.of());
    }

    Contender setUpBy(List<String> other) {
        return new Contender(name, command, other, cleanup);
    }
}
