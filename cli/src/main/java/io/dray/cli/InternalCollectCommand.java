package io.dray.cli;

import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.pod.lifecycle.AutomaticCollection;

/** {@code internal collect}: the collection that runs start in the background, if it is time for one. */
final class InternalCollectCommand implements Command {
    /** Under the name rkt, pods stay listed until somebody calls gc. */
    static final OptionSpec SPARE_EXITED = OptionSpec.flag("spare-exited", "Leave pods that have exited as they are");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("internal collect", "Remove what killed commands left, if that was not done just now")
                .offering(SPARE_EXITED);
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        AutomaticCollection collection = wiring.automaticCollection();
        if (collection.isDue()) {
            collection.begin();
            wiring.collector().collect(collection.rules(arguments.has(SPARE_EXITED)));
        }
        return ExitCode.OK.number();
    }
}
