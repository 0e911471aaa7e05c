package io.dray.cli;

import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.Listing;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Table;
import io.dray.core.ExitCode;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code list}. */
final class ListCommand implements Command {
    private static final OptionSpec FULL = OptionSpec.flag("full", "Print whole UUIDs, image IDs and exact times");
    private static final OptionSpec FIELDS = OptionSpec.value(
            "fields",
            "LIST",
            "Columns to print: uuid, name, app, image, imageid, state, created, started, networks, labels");

    private final InstantSource clock;

    ListCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("list", "List the pods on this machine")
                .describedAs(
                        "A pod is preparing, prepared, running, exited, orphaned (its supervisor was killed, processes"
                                + " live on) or abandoned (it never started); 'dray gc' removes the last three. Further"
                                + " apps of a pod have lines of their own.")
                .offering(options())
                .example("dray list", "Show what runs and where")
                .example("dray list --state=running --label=tier=web", "Find pods by what they do and are")
                .example("dray list --format=json-pretty", "The same for a program");
    }

    private static OptionSpec[] options() {
        List<OptionSpec> options = new ArrayList<>(List.of(PodFilter.OPTIONS));
        options.addAll(List.of(FULL, FIELDS, Listing.NO_LEGEND, Listing.FORMAT));
        return options.toArray(new OptionSpec[0]);
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        PodFilter filter = PodFilter.of(arguments);
        boolean full = arguments.has(FULL);
        Optional<String> chosen = arguments.value(FIELDS);
        List<PodField> fields = chosen.isPresent() ? PodField.parseList(chosen.get()) : PodField.usual(full);
        PodRegistry registry = Wiring.of(arguments, context).pods();
        List<Pod> pods = new ArrayList<>();
        for (Pod pod : registry.list()) {
            if (filter.accepts(pod)) {
                pods.add(pod);
            }
        }
        if (Listing.isJson(arguments)) {
            PrettyJson.print(arguments, context, PodJson.of(pods, registry));
        } else {
            Table table = new Table(!arguments.has(Listing.NO_LEGEND), titles(fields));
            PodField.Style style = new PodField.Style(full, clock.instant());
            for (Pod pod : pods) {
                addRows(table, pod, fields, style);
            }
            table.print(context.out());
        }
        return ExitCode.OK.number();
    }

    private static List<String> titles(List<PodField> fields) {
        List<String> titles = new ArrayList<>();
        for (PodField field : fields) {
            titles.add(field.title());
        }
        return titles;
    }

    /** One line per app; what is said of the pod stands on the first. */
    private static void addRows(Table table, Pod pod, List<PodField> fields, PodField.Style style) {
        int lines = Math.max(1, pod.apps().size());
        for (int line = 0; line < lines; line++) {
            Optional<Pod.App> app = pod.apps().isEmpty()
                    ? Optional.empty()
                    : Optional.of(pod.apps().get(line));
            List<String> cells = new ArrayList<>();
            for (PodField field : fields) {
                cells.add(field.cell(pod, app, line == 0, style));
            }
            table.add(cells);
        }
    }
}
