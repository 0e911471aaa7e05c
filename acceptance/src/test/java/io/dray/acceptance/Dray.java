package io.dray.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program under test, with a data directory of its own that all tests share (the builder filesystem is costly). */
final class Dray {
    static final Path HOME = Path.of(System.getProperty("dray.home"));
    static final Path DATA = HOME.resolve("acceptance/target/data");

    private static final long LIMIT_MINUTES = 15;

    private Dray() {}

    /**
     * What a finished command said.
     *
     * @param code its exit code
     * @param out its stdout
     * @param err its stderr
     */
    record Result(int code, String out, String err) {
        /** The only line on stderr. */
        String errorLine() {
            return err.lines().findFirst().orElse("");
        }
    }

    /** Runs {@code dray --dir=<test data> arguments...} to its end. */
    static Result run(String... arguments) {
        return run(Map.of(), arguments);
    }

    static Result run(Map<String, String> environment, String... arguments) {
        return finish(command(arguments), environment);
    }

    /** Runs any program to its end. */
    static Result program(String... command) {
        return program(Map.of(), command);
    }

    static Result program(Map<String, String> environment, String... command) {
        return finish(List.of(command), environment);
    }

    /** Starts {@code dray} and lets it run; stdout and stderr go to the file. */
    static Process start(Path output, String... arguments) {
        try {
            return new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("bin/dray").toString());
        command.add("--dir=" + DATA);
        command.addAll(List.of(arguments));
        return command;
    }

    private static Result finish(List<String> command, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("dray-out", null);
            Path err = Files.createTempFile("dray-err", null);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .redirectInput(Path.of("/dev/null").toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end within " + LIMIT_MINUTES + " minutes");
            }
            Result result = new Result(process.exitValue(), read(out), read(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
