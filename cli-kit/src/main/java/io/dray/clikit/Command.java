package io.dray.clikit;

/**
 * One command: parse, call one module, print.
 *
 * <p>A command is constructed when it was chosen, or when help about it is asked for; constructing one must do no work.
 */
public interface Command {
    /** What the command is called, takes and offers. */
    CommandSpec spec();

    /**
     * Refuses who may not use it at all, whatever the arguments are; nobody by default. Help is for everybody.
     *
     * @throws io.dray.core.DrayException that says who may
     */
    default void requireRights(CommandContext context) {}

    /**
     * Does it. Results go to {@link CommandContext#out()}, everything else to {@link CommandContext#err()}.
     *
     * @return the exit code of the process
     * @throws io.dray.core.DrayException to be told to the person on one line
     */
    int execute(ParsedArguments arguments, CommandContext context);
}
