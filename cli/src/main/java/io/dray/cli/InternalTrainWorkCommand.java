package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code internal train-work DIR}: imports an image of many files and a large one, in both formats, so that the JVM can keep in the cache for
 * long commands what it loaded and which methods were busy. The large file is what it takes to find the digest busy: else its
 * methods are never compiled well.
 */
final class InternalTrainWorkCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("internal train-work", "Import a large image for the AOT cache")
                .taking(ArgumentSpec.one("DIR"));
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Path directory = Path.of(arguments.arguments().getFirst());
        try {
            String aci = TrainingImage.writeLarge(directory).toString();
            String oci = directory.resolve("large.tar").toString();
            List<List<String>> lines = List.of(
                    List.of("--insecure-options=image", "fetch", aci),
                    List.of("image", "export", "--format=oci-archive", TrainingImage.LARGE_NAME, oci),
                    List.of("--insecure-options=image", "fetch", oci));
            for (List<String> line : lines) {
                InternalTrainCommand.train(directory, line, context.environment(), context);
            }
        } catch (IOException e) {
            throw IoFailures.with("cannot write to", directory, e);
        }
        return ExitCode.OK.number();
    }
}
