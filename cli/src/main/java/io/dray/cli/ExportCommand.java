package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.pod.state.Pod;
import java.nio.file.Path;
import java.util.List;

/** {@code export POD FILE}. */
final class ExportCommand implements RootCommand {
    private static final OptionSpec APP = OptionSpec.value("app", "NAME", "Export this app of a pod that has several");
    private static final OptionSpec OVERWRITE = OptionSpec.flag("overwrite", "Replace the file if there is one");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("export", "Write the files of a pod that has exited as an image")
                .describedAs(
                        "The image holds everything that the app saw in its root, what it wrote included, and no volumes;"
                                + " it needs no other image.")
                .taking(new ArgumentSpec("POD FILE", 2, 2, false))
                .offering(APP, OVERWRITE)
                .example("dray export 5bc80b1d redis-as-it-was.aci", "Keep what a pod left");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        List<String> words = arguments.arguments();
        Pod pod = wiring.pods().require(words.get(0));
        wiring.export().export(pod, arguments.value(APP), Path.of(words.get(1)), arguments.has(OVERWRITE));
        return ExitCode.OK.number();
    }
}
