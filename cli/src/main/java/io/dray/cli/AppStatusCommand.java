package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.Listing;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.DrayException;
import io.dray.core.ExitCode;
import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.MissingException;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code app status UUID --app=NAME}. */
final class AppStatusCommand implements Command {
    private static final OptionSpec APP = OptionSpec.value("app", "NAME", "The app");

    /** rkt's, for this command alone. */
    private static final int FAILURE = 1;

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("app status", "Say what an app of a pod is doing")
                .describedAs(
                        "Prints one name=value a line: name, state, image_id, created_at, started_at, finished_at, exit_code,"
                                + " mounts, user_annotations, user_labels. The exit code of a failure is 1.")
                .taking(ArgumentSpec.any("POD"))
                .offering(APP, PodArguments.UUID_FILE, Listing.FORMAT)
                .example("dray app status web --app=redis", "Ask for one app");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        try {
            PodRegistry pods = Wiring.of(arguments, context).pods();
            Pod pod = pods.require(PodArguments.one("app status", arguments));
            Pod.App app = app(pod, arguments);
            if (Listing.isJson(arguments)) {
                Listing.print(arguments, context, PodJson.of(pod, app, pods));
            } else {
                print(pod, app, Optional.ofNullable(AppFacts.of(pod, pods).get(app.name())), context.out());
            }
            return ExitCode.OK.number();
        } catch (DrayException e) {
            new Outcome(context, "app status").failed(e);
            return FAILURE;
        }
    }

    private static Pod.App app(Pod pod, ParsedArguments arguments) {
        String name = arguments
                .value(APP)
                .orElseThrow(() -> new InvalidInputException("app status needs --app", "'dray app list' shows them"));
        for (Pod.App app : pod.apps()) {
            if (app.name().equals(name)) {
                return app;
            }
        }
        throw new MissingException("pod \"" + pod.uuid() + "\" has no app " + name, "see 'dray app list'");
    }

    private static void print(Pod pod, Pod.App app, Optional<AppFacts> facts, PrintStream out) {
        out.println("name=" + app.name());
        out.println("state=" + AppListCommand.state(pod, app));
        out.println("image_id=" + app.imageId());
        print("created_at", Optional.of(app.created()), out);
        print("started_at", app.started(), out);
        print("finished_at", app.finished(), out);
        if (app.exitCode().isPresent()) {
            out.println("exit_code=" + app.exitCode().getAsInt());
        }
        if (facts.isPresent()) {
            printMounts(facts.get(), out);
            print("user_annotations", facts.get().userAnnotations(), out);
            print("user_labels", facts.get().userLabels(), out);
        }
    }

    private static void print(String key, Optional<Instant> time, PrintStream out) {
        if (time.isPresent()) {
            out.println(key + "=" + Times.exact(time.get()));
        }
    }

    private static void print(String key, Map<String, String> pairs, PrintStream out) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> pair : new TreeMap<>(pairs).entrySet()) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(pair.getKey())
                    .append(':')
                    .append(pair.getValue());
        }
        if (!text.isEmpty()) {
            out.println(key + "=" + text);
        }
    }

    private static void printMounts(AppFacts facts, PrintStream out) {
        StringBuilder text = new StringBuilder();
        for (JsonValue item : facts.mounts()) {
            JsonObject mount = item.asObject("mounts");
            text.append(text.isEmpty() ? "" : ",");
            text.append(field(mount, "host_path").asString("host_path")).append(':');
            text.append(field(mount, "container_path").asString("container_path"));
            text.append(":(read_only:")
                    .append(field(mount, "read_only").asBoolean("read_only"))
                    .append(')');
        }
        if (!text.isEmpty()) {
            out.println("mounts=" + text);
        }
    }

    private static JsonValue field(JsonObject mount, String name) {
        return mount.field(name).orElseThrow(() -> new MissingException("a mount without " + name));
    }
}
