package io.dray.cli;

import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Surroundings;
import io.dray.core.EnvironmentException;
import io.dray.core.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code internal train}: runs the commands that must start fast, on a made-up image in a data directory of its own, so that
 * the JVM can keep what it loaded in the AOT cache. Prints nothing but what could not be trained, which costs only speed.
 */
final class InternalTrainCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("internal train", "Run the usual commands for the AOT cache");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        try {
            Path directory = Files.createTempDirectory("dray-train-");
            try {
                train(directory, context);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new EnvironmentException("cannot train in a temporary directory: " + e.getMessage(), null, e);
        }
        return ExitCode.OK.number();
    }

    private static void train(Path directory, CommandContext context) throws IOException {
        List<Path> archives = TrainingImage.write(directory);
        Map<String, String> environment = new HashMap<>(context.environment());
        environment.put(RunCommand.HANDOFF, directory.resolve("plan").toString());
        environment.put(RunCommand.LAUNCHER, "dray");
        environment.put(
                RunCommand.LAUNCHER_PID, Long.toString(ProcessHandle.current().pid()));
        environment.put(Wiring.RUNTIME_DIRECTORY, directory.resolve("run").toString());
        List<List<String>> lines = List.of(
                List.of("version"),
                List.of("help"),
                List.of("run", "--help"),
                List.of("completion", "bash"),
                List.of("image", "list"),
                List.of("list"),
                List.of(
                        "fetch",
                        archives.getFirst().toString(),
                        archives.getLast().toString()),
                List.of("image", "list"),
                List.of("image", "list", "--format=json"),
                List.of("image", "cat-manifest", TrainingImage.NAME),
                List.of("run", "--net=none", "--set-env=" + TrainingImage.OVERRIDE, TrainingImage.NAME),
                List.of("run", "--set-env=" + TrainingImage.OVERRIDE, TrainingImage.NAME, "--", "argument"),
                List.of("list"),
                List.of("list", "--full", "--format=json-pretty"));
        for (List<String> line : lines) {
            ByteArrayOutputStream errors = new ByteArrayOutputStream();
            List<String> whole = new ArrayList<>(List.of("--dir=" + directory.resolve("data")));
            whole.addAll(line);
            if (Dray.run(whole, trainee(errors, environment)) != 0) {
                context.err()
                        .print("dray: warning: not trained: " + String.join(" ", line) + "\n"
                                + errors.toString(StandardCharsets.UTF_8));
            }
        }
    }

    private static CommandContext trainee(OutputStream errors, Map<String, String> environment) {
        return new CommandContext(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(errors, false, StandardCharsets.UTF_8),
                environment,
                Surroundings.ofProcess());
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
