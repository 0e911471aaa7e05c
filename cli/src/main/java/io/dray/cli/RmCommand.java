package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.DrayException;
import io.dray.pod.state.Pod;

/** {@code rm UUID...}: goes on after a failure and reports each. */
final class RmCommand implements RootCommand {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("rm", "Remove pods that have exited or were never started")
                .describedAs(
                        "Removes each pod at once, with its files and whatever it still holds. A pod is given by an"
                                + " unambiguous beginning of its UUID; one that runs is not touched.")
                .taking(ArgumentSpec.any("POD"))
                .offering(PodArguments.UUID_FILE)
                .example("dray rm 5bc80b1d", "Remove a pod");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        Outcome outcome = new Outcome(context, "rm");
        for (String name : PodArguments.some("rm", arguments)) {
            try {
                Pod pod = wiring.pods().require(name);
                wiring.collector(Wiring.pluginRules(context)).remove(pod);
                context.out().println("\"" + pod.uuid() + "\"");
            } catch (DrayException e) {
                outcome.failed(e);
            }
        }
        return outcome.exitCode().number();
    }
}
