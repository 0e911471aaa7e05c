package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A data directory and a configuration of a test's own, and the program that works with them.
 *
 * @param directory where all of it lies
 * @param environment variables for the program
 */
record Machine(Path directory, Map<String, String> environment) {
    Machine {
        environment = Map.copyOf(environment);
    }

    static Machine in(Path directory) {
        return new Machine(directory, Map.of());
    }

    /** The same with one more variable. */
    Machine with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Machine(directory, more);
    }

    /** The same, which trusts this certificate. */
    Machine trusting(TlsCertificate certificate) {
        return with("SSL_CERT_FILE", certificate.file().toString());
    }

    Path data() {
        return directory.resolve("data");
    }

    Path local() {
        return directory.resolve("local");
    }

    /** Adds a file of configuration, {@code auth.d/x.json}. */
    Machine configured(String file, String content) throws IOException {
        Path path = local().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return this;
    }

    Dray.Result dray(String... arguments) {
        return run(Dray.HOME.resolve("bin/dray"), arguments);
    }

    /** Runs the program under the name of rkt. */
    Dray.Result rkt(String... arguments) throws IOException {
        Path rkt = directory.resolve("rkt");
        if (!Files.isSymbolicLink(rkt)) {
            Files.createSymbolicLink(rkt, Dray.HOME.resolve("bin/dray"));
        }
        return run(rkt, arguments);
    }

    private Dray.Result run(Path program, String... arguments) {
        return Dray.program(environment, line(program, arguments).toArray(String[]::new));
    }

    private List<String> line(Path program, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                program.toString(),
                "--dir=" + data(),
                "--system-config=" + directory.resolve("system"),
                "--local-config=" + local()));
        line.addAll(List.of(arguments));
        return line;
    }

    /** Starts the program and lets it run; what it says goes to the file. */
    Process start(Path output, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line(Dray.HOME.resolve("bin/dray"), arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /**
     * Starts a pod of an image that sleeps, and waits until it runs.
     *
     * @param uuid the file that has its UUID then
     */
    Process startSleeping(String image, Path uuid) throws IOException {
        Process pod = start(
                directory.resolve("sleeping"),
                "run",
                "--net=none",
                "--uuid-file-save=" + uuid,
                image,
                "--exec=/bin/sleep",
                "--",
                "60");
        Awaitility.await().until(() -> Files.exists(uuid) && Files.size(uuid) > 0);
        assertThat(dray("status", "--wait-ready=20s", "--uuid-file=" + uuid).code())
                .isZero();
        return pod;
    }

    static void assertFetched(Dray.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).matches("(sha512-[0-9a-f]{32}\n)+");
    }

    static void assertRefused(Dray.Result result, String reason) {
        assertThat(result.code()).as(result.err()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(reason).doesNotContain("Exception").doesNotContain("\tat ");
    }

    /** Refused by one line, beside warnings and a hint, that a terminal can show. */
    static void assertRefusedInOneLine(Dray.Result result, String pattern) {
        assertThat(result.code()).as(result.err()).isEqualTo(254);
        List<String> lines = result.err()
                .lines()
                .filter(line -> line.startsWith("dray: ")
                        && !line.startsWith("dray: hint: ")
                        && !line.startsWith("dray: warning: "))
                .toList();
        assertThat(lines).as(result.err()).hasSize(1);
        assertThat(lines.getFirst()).containsPattern(pattern).doesNotContain("Exception");
        assertThat(result.err())
                .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f]")
                .doesNotContain("\tat ");
    }
}
