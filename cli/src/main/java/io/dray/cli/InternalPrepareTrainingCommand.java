package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.DataDirectory;
import io.dray.core.ExitCode;
import io.dray.image.ImageStore;
import io.dray.image.ImportListener;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Path;

/** {@code internal prepare-training DIR}: makes the image that {@link InternalTrainCommand} runs, in its data directory. */
final class InternalPrepareTrainingCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("internal prepare-training", "Make the image for internal train")
                .taking(ArgumentSpec.one("DIR"));
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Path directory = Path.of(arguments.arguments().getFirst());
        ImageStore images = new ImageStore(new DataDirectory(directory.resolve("data")));
        try {
            for (Path archive : TrainingImage.write(directory)) {
                images.importArchive(archive, ImportListener.silent());
            }
        } catch (IOException e) {
            throw IoFailures.with("cannot write to", directory, e);
        }
        return ExitCode.OK.number();
    }
}
