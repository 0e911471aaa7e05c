package io.dray.cli;

import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.Listing;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Table;
import io.dray.core.Digest;
import io.dray.core.ExitCode;
import io.dray.pod.Pod;
import io.dray.pod.PodRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code list}. */
final class ListCommand implements Command {
    private static final OptionSpec FULL = OptionSpec.flag("full", "Print whole UUIDs, image IDs and exact times");
    private static final int UUID_LENGTH = 8;

    private final InstantSource clock;

    ListCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("list", "List the pods on this machine")
                .describedAs(
                        "A pod is preparing, prepared, running, exited, orphaned (its supervisor was killed, processes live"
                                + " on) or abandoned (it never started); 'dray gc' removes the last three. Further apps of a pod have"
                                + " lines of their own.")
                .offering(FULL, Listing.NO_LEGEND, Listing.FORMAT)
                .example("dray list", "Show what runs and where")
                .example("dray list --format=json-pretty", "The same for a program");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        PodRegistry registry = Wiring.of(arguments, context).pods();
        List<Pod> pods = registry.list();
        if (Listing.isJson(arguments)) {
            Listing.print(arguments, context, PodJson.of(pods, registry));
        } else {
            boolean full = arguments.has(FULL);
            Table table = new Table(!arguments.has(Listing.NO_LEGEND), titles(full));
            Instant now = clock.instant();
            for (Pod pod : pods) {
                addRows(table, pod, full, now);
            }
            table.print(context.out());
        }
        return ExitCode.OK.number();
    }

    private static List<String> titles(boolean full) {
        return full
                ? List.of("UUID", "APP", "IMAGE NAME", "IMAGE ID", "STATE", "CREATED", "STARTED", "NETWORKS")
                : List.of("UUID", "APP", "IMAGE NAME", "STATE", "CREATED", "STARTED", "NETWORKS");
    }

    private static void addRows(Table table, Pod pod, boolean full, Instant now) {
        boolean first = true;
        for (Pod.App app : pod.apps()) {
            List<String> cells = new ArrayList<>();
            cells.add(!first ? "" : full ? pod.uuid() : pod.uuid().substring(0, UUID_LENGTH));
            cells.add(app.name());
            cells.add(app.image());
            if (full) {
                cells.add(ImageIds.brief(Digest.parse(app.imageId())));
            }
            cells.add(first ? pod.state().label() : "");
            cells.add(first ? time(Optional.of(pod.created()), full, now) : "");
            cells.add(first ? time(pod.started(), full, now) : "");
            cells.add(first ? networks(pod) : "");
            table.add(cells);
            first = false;
        }
    }

    private static String time(Optional<Instant> instant, boolean full, Instant now) {
        if (instant.isEmpty()) {
            return "";
        }
        return full ? Times.exact(instant.get()) : Times.age(instant.get(), now);
    }

    /** {@code default:ip4=172.16.28.2, other:ip4=...}. */
    static String networks(Pod pod) {
        StringBuilder cell = new StringBuilder();
        for (Map.Entry<String, String> network : new TreeMap<>(pod.networks()).entrySet()) {
            cell.append(cell.isEmpty() ? "" : ", ");
            cell.append(network.getKey()).append(":ip4=").append(network.getValue());
        }
        return cell.toString();
    }
}
