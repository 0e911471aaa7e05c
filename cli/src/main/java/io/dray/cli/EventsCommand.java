package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.Listing;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.pod.lifecycle.PodEvent;
import io.dray.pod.lifecycle.PodEvents;
import io.dray.pod.lifecycle.PodWatch;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code events [POD...]}. */
final class EventsCommand implements Command {
    private static final OptionSpec FOLLOW = OptionSpec.flag("follow", "Go on and print what happens as it happens")
            .abbreviatedAs('f');
    private static final OptionSpec SINCE =
            OptionSpec.value("since", "DURATION", "Print only what happened in the last 10s, 5m or 1h30m");
    private static final int UUID_LENGTH = 8;

    private final InstantSource clock;

    EventsCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("events", "Say what happened to pods")
                .describedAs(
                        "One line for each time that a pod was created or started, or that an app ended (exited), ran out of"
                                + " memory (oom) or was started again (restarted), in the order of time. All of it is read from the"
                                + " directories of the pods that are there. Only --follow sees pods be removed or killed. JSON is one"
                                + " object a line.")
                .taking(ArgumentSpec.any("POD"))
                .offering(FOLLOW, SINCE, Listing.FORMAT)
                .example("dray events --since=1h", "Show what happened in the last hour")
                .example("dray events --follow --format=json", "Let a program react");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.of(arguments, context);
        PodRegistry registry = wiring.pods();
        Set<String> uuids = new HashSet<>();
        for (String pod : arguments.arguments()) {
            uuids.add(registry.require(pod).uuid());
        }
        Optional<Duration> since = Durations.parse(SINCE, arguments);
        Instant begin = since.isPresent() ? clock.instant().minus(since.get()) : Instant.MIN;
        Printer printer = new Printer(arguments, context, begin);
        if (!arguments.has(FOLLOW)) {
            List<Pod> pods = registry.list().stream()
                    .filter(pod -> uuids.isEmpty() || uuids.contains(pod.uuid()))
                    .toList();
            printer.print(PodEvents.of(pods));
            return ExitCode.OK.number();
        }
        try (PodWatch watch = wiring.watch(pod -> uuids.isEmpty() || uuids.contains(pod.uuid()), clock)) {
            while (!context.out().checkError()) {
                printer.print(watch.news());
                watch.await();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK.number();
    }

    private record Printer(ParsedArguments arguments, CommandContext context, Instant begin) {
        void print(List<PodEvent> events) {
            for (PodEvent event : events) {
                if (!event.time().isBefore(begin)) {
                    context.out().println(Listing.isJson(arguments) ? Json.write(json(event)) : line(event));
                }
            }
            context.out().flush();
        }

        private static String line(PodEvent event) {
            StringBuilder line = new StringBuilder(Times.exact(event.time()));
            line.append('\t')
                    .append(event.uuid(), 0, UUID_LENGTH)
                    .append('\t')
                    .append(event.kind().label());
            if (event.name().isPresent()) {
                line.append(" name=").append(event.name().get());
            }
            if (event.app().isPresent()) {
                line.append(" app=").append(event.app().get());
            }
            if (event.exitCode().isPresent()) {
                line.append(" code=").append(event.exitCode().getAsInt());
            }
            return line.toString();
        }

        private static JsonObject json(PodEvent event) {
            JsonValue.ObjectBuilder json = JsonValue.object()
                    .put("time", Times.nanoseconds(event.time()))
                    .put("event", event.kind().label())
                    .put("pod", event.uuid());
            if (event.name().isPresent()) {
                json.put("pod_name", event.name().get());
            }
            if (event.app().isPresent()) {
                json.put("app", event.app().get());
            }
            if (event.exitCode().isPresent()) {
                json.put("exit_code", event.exitCode().getAsInt());
            }
            return json.build();
        }
    }
}
