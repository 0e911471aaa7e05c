package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;

/** {@code app rm POD --app=NAME}. */
final class AppRmCommand implements RootCommand {
    private static final String NAME = "app rm";

    @Override
    public CommandSpec spec() {
        return CommandSpec.of(NAME, "Take an app out of a pod")
                .describedAs("An app that runs is stopped first. Its volumes go with it, unless they are the host's.")
                .taking(ArgumentSpec.any("POD"))
                .offering(AppChoice.APP, PodArguments.UUID_FILE)
                .example("dray app rm web --app=cache", "Take redis out of the pod web");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        AppChoice choice = AppChoice.of(NAME, "remove", arguments, wiring.pods());
        wiring.removal().remove(choice.pod(), choice.app());
        return ExitCode.OK.number();
    }
}
