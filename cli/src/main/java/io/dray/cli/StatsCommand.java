package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.ByteSize;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.Listing;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Table;
import io.dray.core.ExitCode;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.linux.CgroupUsage;
import io.dray.pod.lifecycle.PodUsage;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import io.dray.pod.state.PodState;
import java.util.ArrayList;
import java.util.List;

/** {@code stats [POD...]}. */
final class StatsCommand implements Command {
    private static final OptionSpec NO_STREAM =
            OptionSpec.flag("no-stream", "Print what is used now and end, instead of going on every second");
    private static final List<String> TITLES =
            List.of("UUID", "NAME", "APP", "CPU %", "CPU TIME", "MEMORY", "LIMIT", "PIDS", "READ", "WRITTEN");

    private static final int UUID_LENGTH = 8;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long PAUSE_MILLIS = 1000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** To the upper left corner, and away with what is below. */
    private static final String CLEAR = "\u001b[H\u001b[J";

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("stats", "Say what running apps use")
                .describedAs(
                        "Processor, memory, processes and devices, from the control group of each app. The share of processors is"
                                + " that since the last line, of one processor; memory is without what the kernel can take away"
                                + " from files.")
                .taking(ArgumentSpec.any("POD"))
                .offering(NO_STREAM, Listing.NO_LEGEND, Listing.FORMAT)
                .example("dray stats", "Watch all pods")
                .example("dray stats --no-stream --format=json web", "Ask once, for a program");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        PodRegistry registry = Wiring.of(arguments, context).pods();
        PodUsage usage = new PodUsage();
        usage.look(pods(registry, arguments));
        long pause = FIRST_PAUSE_MILLIS;
        while (pause(pause)) {
            List<PodUsage.Line> lines = usage.look(pods(registry, arguments));
            boolean streams = !arguments.has(NO_STREAM);
            if (streams && context.surroundings().outputIsTerminal() && !Listing.isJson(arguments)) {
                context.out().print(CLEAR);
            }
            print(lines, arguments, context);
            if (!streams || context.out().checkError()) {
                break;
            }
            pause = PAUSE_MILLIS;
        }
        return ExitCode.OK.number();
    }

    /** Those that were named, all of which must be there, or all that run. */
    private static List<Pod> pods(PodRegistry registry, ParsedArguments arguments) {
        List<Pod> pods = new ArrayList<>();
        if (arguments.arguments().isEmpty()) {
            for (Pod pod : registry.list()) {
                if (pod.state() == PodState.RUNNING || pod.state() == PodState.ORPHANED) {
                    pods.add(pod);
                }
            }
        }
        for (String name : arguments.arguments()) {
            pods.add(registry.require(name));
        }
        return pods;
    }

    private static void print(List<PodUsage.Line> lines, ParsedArguments arguments, CommandContext context) {
        if (Listing.isJson(arguments)) {
            List<JsonValue> items = new ArrayList<>();
            for (PodUsage.Line line : lines) {
                items.add(json(line));
            }
            Listing.print(arguments, context, new JsonArray(items));
        } else {
            Table table = new Table(!arguments.has(Listing.NO_LEGEND), TITLES);
            for (PodUsage.Line line : lines) {
                table.add(cells(line));
            }
            table.print(context.out());
        }
        context.out().flush();
    }

    private static List<String> cells(PodUsage.Line line) {
        CgroupUsage usage = line.usage();
        return List.of(
                line.pod().uuid().substring(0, UUID_LENGTH),
                line.pod().identity().name().orElse(""),
                line.app().name(),
                oneDecimal(line.cpuPercent()),
                usage.cpuNanos() / NANOS_PER_MILLI + "ms",
                ByteSize.of(usage.memoryBytes()),
                usage.memoryLimit().isPresent()
                        ? ByteSize.of(usage.memoryLimit().getAsLong())
                        : "-",
                Long.toString(usage.processes()),
                ByteSize.of(usage.readBytes()),
                ByteSize.of(usage.writtenBytes()));
    }

    private static String oneDecimal(double number) {
        long tenths = Math.round(number * 10);
        return tenths / 10 + "." + tenths % 10;
    }

    private static JsonObject json(PodUsage.Line line) {
        CgroupUsage usage = line.usage();
        JsonValue.ObjectBuilder json = JsonValue.object().put("pod", line.pod().uuid());
        if (line.pod().identity().name().isPresent()) {
            json.put("pod_name", line.pod().identity().name().get());
        }
        json.put("app", line.app().name())
                .put("cpu_permille", Math.round(line.cpuPercent() * 10))
                .put("cpu_nanoseconds", usage.cpuNanos())
                .put("memory_bytes", usage.memoryBytes());
        if (usage.memoryLimit().isPresent()) {
            json.put("memory_limit_bytes", usage.memoryLimit().getAsLong());
        }
        return json.put("processes", usage.processes())
                .put("read_bytes", usage.readBytes())
                .put("written_bytes", usage.writtenBytes())
                .build();
    }

    private static boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
