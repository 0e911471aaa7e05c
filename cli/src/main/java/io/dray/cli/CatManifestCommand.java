package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;

/** {@code cat-manifest UUID}. */
final class CatManifestCommand implements Command {
    private static final OptionSpec PRETTY = OptionSpec.flag("pretty-print", "Print it indented, which is the default");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("cat-manifest", "Print the manifest of a pod")
                .describedAs(
                        "The appc pod manifest in which nothing is left open: each image by its ID, each mount point"
                                + " with its volume, each app with all of its environment.")
                .taking(ArgumentSpec.any("POD"))
                .offering(PRETTY, PodArguments.UUID_FILE)
                .example("dray cat-manifest 5bc80b1d", "Show what a pod is made of");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        PodRegistry pods = Wiring.of(arguments, context).pods();
        Pod pod = pods.require(PodArguments.one("cat-manifest", arguments));
        JsonValue manifest = pods.manifest(pod);
        boolean pretty = arguments.value(PRETTY).isEmpty() || arguments.has(PRETTY);
        context.out().print(pretty ? PrettyJson.text(manifest) : Json.write(manifest) + "\n");
        return ExitCode.OK.number();
    }
}
