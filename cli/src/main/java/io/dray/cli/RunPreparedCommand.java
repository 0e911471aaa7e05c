package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.InvalidInputException;
import io.dray.core.OperationFailedException;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodState;

/**
 * {@code run-prepared UUID}: the launcher starts a prepared pod by itself, without a JVM. It asks this command only for help, and
 * to say why it could not.
 */
final class RunPreparedCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("run-prepared", "Run a prepared pod in the foreground")
                .describedAs(
                        "Starts what 'dray prepare' made, once. The command lives as long as the pod, and its exit code is"
                                + " that of the app.")
                .taking(ArgumentSpec.one("POD"))
                .example("dray run-prepared 5bc80b1d", "Start a prepared pod");
    }

    @Override
    public void requireRights(CommandContext context) {
        Wiring.requireRoot(context);
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Pod pod = Wiring.ofRoot(arguments, context)
                .pods()
                .require(arguments.arguments().getFirst());
        if (pod.state() != PodState.PREPARED) {
            throw new InvalidInputException(
                    "pod \"" + pod.uuid() + "\" is not prepared: it is "
                            + pod.state().label(),
                    "'dray prepare' prepares a new one");
        }
        throw new OperationFailedException(
                "cannot start pod \"" + pod.uuid()
                        + "\": another process is starting it, or its directory cannot be written",
                "use bin/dray, which becomes the pod");
    }
}
