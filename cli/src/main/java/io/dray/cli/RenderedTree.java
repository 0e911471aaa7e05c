package io.dray.cli;

import io.dray.attributes.RenderedFile;
import io.dray.attributes.SourceFile;
import io.dray.clikit.CommandContext;
import io.dray.core.InvalidInputException;
import io.dray.core.OperationFailedException;
import io.dray.linux.Command;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.IoFailures;
import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Rendered files, and the directories that belong to them.
 *
 * @param files all of them
 * @param directories with their modes, outer ones first; also those without a file
 */
record RenderedTree(List<RenderedFile> files, List<SourceFile> directories) {
    RenderedTree {
        files = List.copyOf(files);
        directories = List.copyOf(directories);
    }

    /**
     * Writes all files below a directory, or none: a failure leaves the files that were there.
     *
     * @param check whether the files' checks are run, in the directory; one that fails is such a failure
     */
    void write(Path out, boolean check, CommandContext context) {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new InvalidInputException(
                    "cannot write to " + out + ": it is not a directory",
                    "name a directory, or one that is not there yet");
        }
        try {
            Files.createDirectories(out);
            try (DirectoryHandle root = DirectoryHandle.open(out);
                    FileReplacement replacement = new FileReplacement(root)) {
                for (SourceFile directory : directories) {
                    replacement.directory(directory.path(), directory.mode());
                }
                for (RenderedFile file : files) {
                    replacement.prepare(file);
                }
                replacement.replace();
                for (RenderedFile file : files) {
                    check(file, out, check, context);
                }
                replacement.keep();
            }
        } catch (IOException e) {
            throw IoFailures.during("cannot write to " + out, e);
        }
    }

    private static void check(RenderedFile file, Path out, boolean check, CommandContext context) {
        Optional<String> command = file.checkCommand();
        if (command.isEmpty()) {
            return;
        }
        if (!check) {
            context.err()
                    .println("dray: note: the check of " + file.target() + " was not run: " + command.get()
                            + " (--check runs it)");
            return;
        }
        int code = new ProgramRunner()
                .follow(Command.of("sh", "-c", command.get()).withDirectory(out), context.err()::println);
        if (code != 0) {
            throw new OperationFailedException(
                    "the check of " + file.target() + " failed with exit code " + code + ": " + command.get());
        }
    }
}
