package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.Listing;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.core.OperationFailedException;
import io.dray.pod.lifecycle.PodWait;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import io.dray.pod.state.PodState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** {@code status UUID}. */
final class StatusCommand implements Command {
    private static final String FOR_EVER = "forever";

    private static final OptionSpec WAIT = OptionSpec.value(
                    "wait", "DURATION", "Wait until the pod has exited, at most this long if a time is given")
            .alone(FOR_EVER);
    private static final OptionSpec WAIT_READY = OptionSpec.value(
                    "wait-ready",
                    "DURATION",
                    "Wait until the pod's apps run, and say that they are ready if their images say that they do; at most this"
                            + " long if a time is given")
            .alone(FOR_EVER);

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("status", "Say what a pod is doing")
                .describedAs("Prints one name=value a line: state, created, started, networks, pid_namespace=shared if"
                        + " the pod's apps have one, pid, exited, and the exit"
                        + " code of each app that has ended as app-NAME; app-NAME-oom=true if the kernel killed it for want of"
                        + " memory.")
                .taking(ArgumentSpec.any("POD"))
                .offering(WAIT, WAIT_READY, PodArguments.UUID_FILE, Listing.FORMAT)
                .example("dray status --wait=30s 5bc80b1d", "Wait for the end of a pod and say how it ended");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        PodRegistry pods = Wiring.of(arguments, context).pods();
        Pod pod = pods.require(PodArguments.one("status", arguments));
        if (arguments.value(WAIT_READY).isPresent()) {
            pod = await(pods, pod, limit(WAIT_READY, arguments), "is not ready", StatusCommand::isReady);
        }
        if (arguments.value(WAIT).isPresent()) {
            pod = await(pods, pod, limit(WAIT, arguments), "has not exited", StatusCommand::hasEnded);
        }
        if (Listing.isJson(arguments)) {
            PrettyJson.print(arguments, context, PodJson.of(pod, pods));
        } else {
            print(pod, pods.process(pod), context.out());
        }
        return ExitCode.OK.number();
    }

    /** To rkt, a pod was ready as soon as its supervisor was. */
    private static boolean isReady(Pod pod) {
        return ProgramName.current() == ProgramName.RKT ? PodWait.hasStarted(pod) : PodWait.isReady(pod);
    }

    private static boolean hasEnded(Pod pod) {
        return switch (pod.state()) {
            case PREPARED, PREPARING, RUNNING, ORPHANED -> false;
            case ABANDONED, EXITED, EXITED_GARBAGE -> true;
        };
    }

    private static Optional<Duration> limit(OptionSpec option, ParsedArguments arguments) {
        return arguments.value(option).orElse("").equals(FOR_EVER)
                ? Optional.empty()
                : Durations.parse(option, arguments);
    }

    private static Pod await(
            PodRegistry pods, Pod pod, Optional<Duration> limit, String otherwise, Predicate<Pod> reached) {
        // what is true already is not worth a watch
        return reached.test(pod)
                ? pod
                : new PodWait(pods)
                        .until(pod, reached, limit)
                        .orElseThrow(() -> new OperationFailedException("pod \"" + pod.uuid() + "\" " + otherwise
                                + limit.map(time -> " after " + Durations.text(time))
                                        .orElse("")));
    }

    private static void print(Pod pod, OptionalLong process, PrintStream out) {
        out.println("state=" + pod.state().label());
        if (pod.identity().name().isPresent()) {
            out.println("name=" + pod.identity().name().get());
        }
        out.println("created=" + Times.exact(pod.created()));
        if (pod.started().isPresent()) {
            out.println("started=" + Times.exact(pod.started().get()));
        }
        // rkt had the line for a pod without addresses too
        boolean always =
                ProgramName.current() == ProgramName.RKT && pod.started().isPresent();
        if (always || !pod.networks().isEmpty()) {
            out.println("networks=" + PodField.networks(pod));
        }
        if (pod.sharesProcesses() && ProgramName.current() != ProgramName.RKT) {
            out.println("pid_namespace=shared");
        }
        if (pod.started().isPresent()) {
            if (process.isPresent()) {
                out.println("pid=" + process.getAsLong());
            }
            out.println("exited=" + hasEnded(pod));
        }
        if (pod.state() != PodState.RUNNING) {
            for (Pod.App app : pod.apps()) {
                if (app.exitCode().isPresent()) {
                    out.println("app-" + app.name() + "=" + app.exitCode().getAsInt());
                    if (app.outOfMemory()) {
                        out.println("app-" + app.name() + "-oom=true");
                    }
                }
            }
        }
    }
}
