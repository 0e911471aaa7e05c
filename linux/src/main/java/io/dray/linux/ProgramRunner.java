package io.dray.linux;

import io.dray.core.EnvironmentException;
import io.dray.core.OperationFailedException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Runs other programs to their end. Starting a process from Java costs some 15 ms, so nothing on the way to a container's
 * start may use it. Thread-safe.
 */
public final class ProgramRunner {
    /** Runs and captures both outputs; any exit code is a result, not an error. */
    public ProgramResult run(Command command) {
        Process process = start(command, builder -> builder.redirectErrorStream(false));
        CompletableFuture<String> errors = inBackground(() -> readAll(process.getErrorStream()));
        CompletableFuture<String> fed = inBackground(() -> feed(process, command.input()));
        String output = readAll(process.getInputStream());
        int exitCode = await(process, command);
        fed.join();
        return new ProgramResult(exitCode, output, errors.join());
    }

    /**
     * Runs and captures both outputs.
     *
     * @throws OperationFailedException unless the exit code is 0; the message ends with what the program said
     */
    public ProgramResult require(Command command) {
        ProgramResult result = run(command);
        if (result.isSuccess()) {
            return result;
        }
        String reason = result.reason();
        throw new OperationFailedException(command.program() + " failed with exit code " + result.exitCode()
                + (reason.isEmpty() ? "" : ": " + reason));
    }

    /** Runs on the terminal (or whatever else) this process itself reads and writes; returns the exit code. */
    public int attach(Command command) {
        return await(start(command, ProcessBuilder::inheritIO), command);
    }

    /** Runs and hands over each line of its output and errors, in the order they come; returns the exit code. */
    public int follow(Command command, Consumer<String> line) {
        Process process = start(command, builder -> builder.redirectErrorStream(true));
        CompletableFuture<String> fed = inBackground(() -> feed(process, command.input()));
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line.accept(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            // a consumer that gives up must not leave the program running
            process.destroyForcibly();
            throw e;
        }
        int exitCode = await(process, command);
        fed.join();
        return exitCode;
    }

    /**
     * Starts a program in a session of its own, without input, and lets it run, also when this process ends.
     *
     * @param output where both its outputs go
     */
    public ProcessHandle detach(Command command, Path output) {
        List<String> line = new ArrayList<>(List.of(command.program()));
        line.addAll(command.arguments());
        // setsid forks only if it is the first of a group of processes, which a child of Java is not: this is the
        // program's process
        Command session = Command.of("setsid", line);
        return start(
                        session,
                        builder -> builder.redirectInput(Path.of("/dev/null").toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(output.toFile()))
                .toHandle();
    }

    private static Process start(Command command, Consumer<ProcessBuilder> outputs) {
        List<String> line = new ArrayList<>();
        line.add(Programs.locate(command.program()).toString());
        line.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(line);
        Map<String, String> environment = builder.environment();
        if (!command.inheritsEnvironment()) {
            environment.clear();
        }
        environment.putAll(command.environment());
        command.directory().ifPresent(directory -> builder.directory(existing(directory, command)));
        outputs.accept(builder);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new EnvironmentException("cannot run " + command.program() + ": " + e.getMessage(), null, e);
        }
    }

    private static File existing(Path directory, Command command) {
        if (!Files.isDirectory(directory)) {
            throw new EnvironmentException(
                    "cannot run " + command.program() + " in " + directory + ": it is not a directory");
        }
        return directory.toFile();
    }

    private static int await(Process process, Command command) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new OperationFailedException("interrupted while " + command.program() + " ran", null, e);
        }
    }

    private static String readAll(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String feed(Process process, byte[] input) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input);
        } catch (IOException _) {
            // the program ended, or closed its input, without reading all of it: its own exit code tells
            return "";
        }
        return "";
    }

    private static CompletableFuture<String> inBackground(java.util.function.Supplier<String> work) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
