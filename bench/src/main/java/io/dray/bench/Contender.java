package io.dray.bench;

import java.util.List;

/**
 * One command that takes part in a comparison.
 *
 * @param name how the report calls it
 * @param command what is run, without a shell; it must print something and end by itself
 * @param cleanup what is run after each measured run, outside the measurement; empty for nothing
 */
record Contender(String name, List<String> command, List<String> cleanup) {
    Contender {
        command = List.copyOf(command);
        cleanup = List.copyOf(cleanup);
    }

    static Contender of(String name, List<String> command) {
        return new Contender(name, command, List.of());
    }
}
