package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.ReferencePages;
import io.dray.core.ExitCode;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code internal reference DIR}: writes the pages of {@code docs/commands}, and removes those of commands that are gone. */
final class InternalReferenceCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("internal reference", "Write the reference pages").taking(ArgumentSpec.one("DIR"));
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Path directory = Path.of(arguments.arguments().getFirst());
        try {
            write(directory, ReferencePages.of(Dray.program()));
        } catch (IOException e) {
            throw IoFailures.with("cannot write the reference pages to", directory, e);
        }
        return ExitCode.OK.number();
    }

    private static void write(Path directory, Map<String, String> pages) throws IOException {
        Files.createDirectories(directory);
        try (DirectoryStream<Path> existing = Files.newDirectoryStream(directory, "*.md")) {
            for (Path page : existing) {
                if (!pages.containsKey(String.valueOf(page.getFileName()))) {
                    Files.delete(page);
                }
            }
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(directory.resolve(page.getKey()), page.getValue());
        }
    }
}
