package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.pod.lifecycle.LogWatch;
import io.dray.pod.lifecycle.PodLogs;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code logs POD [APP]}. */
final class LogsCommand implements Command {
    private static final OptionSpec FOLLOW =
            OptionSpec.flag("follow", "Go on until the pod has ended").abbreviatedAs('f');
    private static final OptionSpec SINCE =
            OptionSpec.value("since", "DURATION", "Print only what was written in the last 10s, 5m or 1h30m");
    private static final OptionSpec TIMESTAMPS = OptionSpec.flag("timestamps", "Print the time of each line, in UTC");

    private final InstantSource clock;

    LogsCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("logs", "Print what the apps of a detached pod wrote")
                .describedAs(
                        "Output and errors, in the order of their times; of several apps each line begins with the app's"
                                + " name. A pod keeps its last 100 MB per app until it is removed.")
                .taking(new ArgumentSpec("POD APP", 1, 2, false))
                .offering(FOLLOW, SINCE, TIMESTAMPS)
                .example("dray logs -f 5bc80b1d", "Watch what a pod writes")
                .example("dray logs --since=10m 5bc80b1d redis", "Print what one app wrote in the last ten minutes");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.of(arguments, context);
        List<String> words = arguments.arguments();
        Optional<String> app = words.size() > 1 ? Optional.of(words.get(1)) : Optional.empty();
        Optional<Duration> since = Durations.parse(SINCE, arguments);
        String after = since.isPresent() ? PodLogs.stamp(clock.instant().minus(since.get())) : "";
        Optional<Pod> pod = Optional.of(wiring.pods().require(words.getFirst()));
        PodLogs logs = wiring.logs();
        try (LogWatch watch = new LogWatch()) {
            while (pod.isPresent()) {
                if (arguments.has(FOLLOW)) {
                    // watched before it is read, so that nothing is written unseen between the two
                    watch.watch(pod.get());
                }
                for (PodLogs.Line line : logs.read(pod.get(), app, after)) {
                    after = line.time();
                    print(line, pod.get().apps().size() > 1 && app.isEmpty(), arguments, context);
                }
                context.out().flush();
                if (!arguments.has(FOLLOW) || !mayWriteMore(pod.get())) {
                    break;
                }
                watch.await();
                pod = logs.again(pod.get());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK.number();
    }

    private static boolean mayWriteMore(Pod pod) {
        return pod.state() == PodState.PREPARING || pod.state() == PodState.PREPARED || pod.state() == PodState.RUNNING;
    }

    private static void print(PodLogs.Line line, boolean named, ParsedArguments arguments, CommandContext context) {
        String time = arguments.has(TIMESTAMPS) ? line.time() + " " : "";
        context.out().println(time + (named ? line.app() + ": " : "") + line.text());
    }
}
