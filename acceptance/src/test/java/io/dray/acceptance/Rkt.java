package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The program under rkt's name, with data and configuration of its own, and what scripts around rkt do with it. */
final class Rkt {
    /** What rkt's own failures end with. */
    static final int FAILURE = 254;

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path program;
    private final Path directory;

    private Rkt(Path program, Path directory) {
        this.program = program;
        this.directory = directory;
    }

    /** In this directory, which also holds what tests put there. */
    static Rkt in(Path directory) throws IOException {
        Path program = Files.createSymbolicLink(directory.resolve("rkt"), Dray.HOME.resolve("bin/dray"));
        for (String part : List.of("data", "system", "local", "user")) {
            Files.createDirectories(directory.resolve(part));
        }
        return new Rkt(program, directory);
    }

    /** Runs {@code rkt --dir=... --local-config=... arguments...} to its end. */
    Dray.Result run(String... arguments) {
        return run(Map.of(), List.of(arguments));
    }

    Dray.Result run(Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--dir=" + directory.resolve("data"),
                "--system-config=" + directory.resolve("system"),
                "--local-config=" + directory.resolve("local"),
                "--user-config=" + directory.resolve("user")));
        command.addAll(arguments);
        return Dray.program(environment, command.toArray(String[]::new));
    }

    /** The words of a line, taken apart at blanks; then those that may hold blanks. */
    Dray.Result line(String words, String... more) {
        List<String> arguments = new ArrayList<>();
        for (String word : words.strip().split(" +", -1)) {
            if (!word.isEmpty()) {
                arguments.add(word);
            }
        }
        arguments.addAll(List.of(more));
        return run(Map.of(), arguments);
    }

    void fetch(TinyImage image) throws IOException {
        Dray.Result fetched =
                run("--insecure-options=image", "fetch", image.archive().toString());
        assertThat(fetched.code()).as(fetched.err()).isZero();
    }

    /** Prepares a pod and returns its UUID, which is all that is said on stdout. */
    String prepare(String words, String... more) {
        Dray.Result prepared = line("prepare " + words, more);
        assertThat(prepared.code()).as(prepared.err()).isZero();
        assertThat(prepared.out().strip()).matches(UUID);
        return prepared.out().strip();
    }

    /** Removes all pods. */
    void collect() {
        assertThat(line("gc --grace-period=0s --expire-prepared=0s").code()).isZero();
    }

    Path directory() {
        return directory;
    }

    /** What a terminal would show. */
    static String shown(Dray.Result result) {
        return result.out() + result.err();
    }

    static void assertEnds(Dray.Result result, int code, String shown) {
        assertThat(shown(result)).contains(shown);
        assertThat(result.code()).as(shown(result)).isEqualTo(code);
    }
}
