package io.dray.pod.lifecycle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files by which crun is told of one program that enters a container, and tells of it.
 *
 * @param process what to run, for crun
 * @param started the process, once it runs
 * @param log what crun has to say
 */
record EnterFiles(Path process, Path started, Path log) implements AutoCloseable {
    /** crun's piece of what it logs (1.8). */
    private static final int PIECE = 255;

    /** New ones in the directory of the app. */
    static EnterFiles in(Path app) throws IOException {
        Path process = Files.createTempFile(app, "enter", ".json");
        return new EnterFiles(
                process,
                process.resolveSibling(process.getFileName() + ".pid"),
                process.resolveSibling(process.getFileName() + ".log"));
    }

    /**
     * What the program wrote last to its terminal, if crun found it only after the program's end: it takes that for something to
     * be logged, and adds a line break to each piece. What it says of a program that it could not start is none of it.
     */
    byte[] lastOutput() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        if (Files.exists(started) && Files.exists(log)) {
            byte[] logged = Files.readAllBytes(log);
            for (int start = 0; start < logged.length; start += PIECE + 1) {
                output.write(logged, start, Math.min(PIECE, logged.length - 1 - start));
            }
        }
        return output.toByteArray();
    }

    /** Why the program was not started; empty if it was. */
    Optional<String> refusal() throws IOException {
        if (Files.exists(started) || !Files.exists(log)) {
            return Optional.empty();
        }
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .findFirst();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(log);
        Files.deleteIfExists(started);
        Files.deleteIfExists(process);
    }
}
