package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.DrayException;
import io.dray.pod.lifecycle.PodStop;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import java.util.List;

/** {@code stop UUID...}: goes on after a failure and reports each. */
final class StopCommand implements RootCommand {
    private static final OptionSpec FORCE = OptionSpec.flag("force", "Kill the apps without asking them first");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("stop", "Stop pods")
                .describedAs(
                        "Asks the apps of a pod to end, kills those that have not after ten seconds, and returns when all"
                                + " have. A pod is given by an unambiguous beginning of its UUID.")
                .taking(ArgumentSpec.any("POD"))
                .offering(FORCE, PodArguments.UUID_FILE)
                .example("dray stop 5bc80b1d", "Stop a pod");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        PodRegistry pods = Wiring.ofRoot(arguments, context).pods();
        List<String> names = PodArguments.some("stop", arguments);
        Outcome outcome = new Outcome(context, "stop");
        for (String name : names) {
            try {
                Pod pod = pods.require(name);
                String said = switch (new PodStop().stop(pod, arguments.has(FORCE))) {
                    case STOPPED -> "\"" + pod.uuid() + "\"";
                    case WAS_STOPPED -> "pod \"" + pod.uuid() + "\" is already stopped";
                };
                context.out().println(said);
            } catch (DrayException e) {
                outcome.failed(e);
            }
        }
        return outcome.exitCode().number();
    }
}
