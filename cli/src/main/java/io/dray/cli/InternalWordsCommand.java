package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.image.StoredImage;
import io.dray.pod.state.Pod;

/** {@code internal words KIND}: what the completion scripts ask for, one word a line. */
final class InternalWordsCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("internal words", "Print the words that complete a kind of argument")
                .taking(ArgumentSpec.one("KIND"));
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.of(arguments, context);
        switch (arguments.arguments().getFirst()) {
            case "IMAGE" -> {
                for (StoredImage image : wiring.images().list()) {
                    context.out().println(image.displayName());
                }
            }
            case "POD" -> {
                for (Pod pod : wiring.pods().list()) {
                    context.out().println(pod.uuid());
                }
            }
            default -> {
                // a kind that a newer completion script knows has no words here
            }
        }
        return ExitCode.OK.number();
    }
}
