package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code internal render POD APP}: what the start script of a pod calls when scripts of the image have run that may have
 * changed its attributes or templates.
 */
final class InternalRenderCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("internal render", "Render the templates of an app that is being started")
                .taking(new ArgumentSpec("POD APP", 2, 2, false));
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        List<String> podAndApp = arguments.arguments();
        for (String warning : wiring.renderer().render(Path.of(podAndApp.get(0)), podAndApp.get(1))) {
            context.err().println("dray: warning: " + warning);
        }
        return ExitCode.OK.number();
    }
}
