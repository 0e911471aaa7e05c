package io.dray.clikit;

import java.util.List;

/**
 * A whole command line.
 *
 * @param name how it is called
 * @param summary what it is for, one line without a final stop
 * @param options the options that every command understands
 * @param commands its commands
 */
public record Program(String name, String summary, List<OptionSpec> options, CommandTable commands) {
    public Program {
        options = List.copyOf(options);
    }
}
