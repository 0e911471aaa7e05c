package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.Listing;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Table;
import io.dray.core.ExitCode;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import java.util.ArrayList;
import java.util.List;

/** {@code app list UUID}. */
final class AppListCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("app list", "List the apps of a pod")
                .describedAs("An app is created, running, exited, or unknown if nobody was there to see its end.")
                .taking(ArgumentSpec.any("POD"))
                .offering(PodArguments.UUID_FILE, Listing.NO_LEGEND, Listing.FORMAT)
                .example("dray app list web", "Show which apps of a pod run");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        PodRegistry pods = Wiring.of(arguments, context).pods();
        Pod pod = pods.require(PodArguments.one("app list", arguments));
        if (Listing.isJson(arguments)) {
            List<JsonValue> apps = new ArrayList<>();
            for (Pod.App app : pod.apps()) {
                apps.add(PodJson.of(pod, app, pods));
            }
            Listing.print(arguments, context, new JsonArray(apps));
        } else {
            Table table = new Table(!arguments.has(Listing.NO_LEGEND), List.of("NAME", "STATE"));
            for (Pod.App app : pod.apps()) {
                table.add(List.of(app.name(), state(pod, app)));
            }
            table.print(context.out());
            if (pod.apps().isEmpty() && arguments.has(Listing.NO_LEGEND)) {
                // as rkt's formatter printed it
                context.out().println();
            }
        }
        return ExitCode.OK.number();
    }

    /** In rkt's words. */
    static String state(Pod pod, Pod.App app) {
        if (app.exitCode().isPresent()) {
            return "exited";
        }
        return switch (pod.state()) {
            case PREPARING, PREPARED -> "created";
            case RUNNING, ORPHANED -> app.started().isPresent() ? "running" : "created";
            case ABANDONED, EXITED, EXITED_GARBAGE -> "unknown";
        };
    }
}
