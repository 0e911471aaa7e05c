package io.dray.cli;

import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;

/** A command that is root's alone: that is said before anything else about what was typed. */
interface RootCommand extends Command {
    @Override
    default void requireRights(CommandContext context) {
        Wiring.requireRoot(context);
    }
}
