package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.InvalidInputException;
import io.dray.linux.IoFailures;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodManifest;
import io.dray.pod.plan.Launcher;
import io.dray.pod.prepare.PodPlanner;
import io.dray.pod.prepare.PreparedClaim;
import io.dray.pod.prepare.PreparedPod;
import io.dray.pod.prepare.PreparedRequest;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodState;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code run-prepared UUID}: the launcher starts a prepared pod by itself, without a JVM. It asks this command only where something
 * is to be otherwise than it was prepared, and to say why it could not.
 */
final class RunPreparedCommand implements RootCommand {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("run-prepared", "Run a prepared pod in the foreground")
                .describedAs(
                        "Starts what 'dray prepare' made, once. The command lives as long as the pod, and its exit code is"
                                + " that of the app. What an option says takes the place of what was said when the pod was"
                                + " prepared; without options the start needs no Java.")
                .taking(ArgumentSpec.one("POD"))
                .offering(options())
                .example("dray run-prepared 5bc80b1d", "Start a prepared pod")
                .example(
                        "dray run-prepared --net=host --hostname=db 5bc80b1d",
                        "Start it on another network than it was prepared for");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        Pod pod = wiring.pods().require(arguments.arguments().getFirst());
        if (pod.state() != PodState.PREPARED) {
            throw new InvalidInputException(
                    "pod \"" + pod.uuid() + "\" is not prepared: it is "
                            + pod.state().label(),
                    "'dray prepare' prepares a new one");
        }
        PreparedRequest changes = changes(arguments);
        return RunCommand.handOver("run-prepared", arguments, context, launcher -> {
            try {
                return changes.isEmpty()
                        ? claim(pod, launcher)
                        : replan(pod, changes, launcher, wiring.planner(arguments));
            } catch (IOException e) {
                throw IoFailures.during("cannot start pod " + pod.uuid(), e);
            }
        });
    }

    private static PreparedPod replan(Pod pod, PreparedRequest changes, Launcher launcher, PodPlanner planner)
            throws IOException {
        PodDirectory directory = new PodDirectory(pod.directory());
        PreparedPod planned = planner.replan(changes.over(directory, launcher), PodManifest.read(directory.manifest()));
        // the user was told when the pod was prepared
        return new PreparedPod(planned.directory(), planned.unshareFlags(), List.of(), Optional.empty());
    }

    private static PreparedPod claim(Pod pod, Launcher launcher) throws IOException {
        PodDirectory directory = new PodDirectory(pod.directory());
        List<String> namespaces =
                Words.split(Files.readString(directory.prepared()).strip(), ' ');
        PreparedClaim.take(directory, launcher.process());
        return new PreparedPod(pod.directory(), namespaces, List.of(), Optional.empty());
    }

    private static OptionSpec[] options() {
        List<OptionSpec> options = new ArrayList<>(NetworkOptions.WITHOUT_PORTS);
        options.addAll(List.of(RunOptions.INTERACTIVE, RunOptions.MDS_REGISTER, RunOptions.IPC, RunOptions.PID));
        return options.toArray(new OptionSpec[0]);
    }

    private static PreparedRequest changes(ParsedArguments arguments) {
        Optional<String> ipc = arguments.value(RunOptions.IPC);
        return new PreparedRequest(
                NetworkOptions.givenChoice(arguments),
                NetworkOptions.givenNames(arguments),
                NetworkOptions.givenHostname(arguments),
                arguments.has(RunOptions.INTERACTIVE),
                arguments.has(RunOptions.MDS_REGISTER),
                ipc.isPresent() ? Optional.of(ipc.get().equals("parent")) : Optional.empty(),
                arguments.value(RunOptions.PID).isPresent()
                        ? Optional.of(RunOptions.sharesProcesses(arguments))
                        : Optional.empty());
    }
}
