package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @Test
    void theBuildHasAnAotCacheThatTheJvmAccepts() throws IOException {
        try (Stream<Path> caches = Files.list(Dray.HOME.resolve("dist/target/dray/aot"))) {
            Path cache = caches.filter(path -> path.toString().endsWith(".aot"))
                    .findFirst()
                    .orElseThrow();
            String build = Files.readString(Dray.HOME.resolve("dist/target/dray/lib/build-id"))
                    .strip();
            Path lib = Dray.HOME.resolve("dist/target/dray/lib/" + build);
            Dray.Result result = Dray.program(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "@" + Dray.HOME.resolve("dist/target/dray/lib/" + build + "/jvm-options"),
                    "-XX:AOTMode=on",
                    "-XX:AOTCache=" + cache,
                    "-cp",
                    lib.resolve("dray.jar") + ":" + lib.resolve("openpgp.jar"),
                    "io.dray.cli.Main",
                    "version");

            assertThat(result.code()).as(result.err()).isZero();
        }
    }

    @Test
    void withoutTheCacheTheOutputIsTheSame(@TempDir Path directory) throws IOException {
        Path copy = directory.resolve("dray");
        assertThat(Dray.program(
                                "cp",
                                "-a",
                                Dray.HOME.resolve("dist/target/dray").toString(),
                                copy.toString())
                        .code())
                .isZero();
        assertThat(Dray.program("cp", "-a", Dray.HOME.resolve("bin").toString(), copy.toString())
                        .code())
                .isZero();
        Dray.Result cached = Dray.program(copy.resolve("bin/dray").toString(), "version");
        assertThat(Dray.program("rm", "-rf", copy.resolve("aot").toString()).code())
                .isZero();
        Dray.Result uncached = Dray.program(copy.resolve("bin/dray").toString(), "version");

        assertThat(cached.code()).isZero();
        assertThat(uncached).isEqualTo(cached);
    }

    @Test
    void itIsFoundThroughASymbolicLink(@TempDir Path directory) throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("dray"), Dray.HOME.resolve("bin/dray"));

        assertThat(Dray.program(link.toString(), "version").out()).startsWith("dray ");
    }

    @Test
    void itIsFoundWhateverDirectoriesTheShellSearches(@TempDir Path directory) throws IOException {
        Files.createDirectories(directory.resolve("bin"));
        Dray.Result result = Dray.program(
                Map.of("CDPATH", directory.toString()),
                "bash",
                "-c",
                "cd -P -- \"$0\" >/dev/null; exec bin/dray version",
                Dray.HOME.toString());

        assertThat(result.out()).startsWith("dray ");
    }

    @Test
    void itRunsInADirectoryThatItMayNotEnter(@TempDir Path directory) throws IOException {
        String program = Dray.HOME.resolve("bin/dray").toString();
        String nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups ";
        assumeTrue(Dray.program("sh", "-c", nobody + "test -x \"$0\"", program).code() == 0, "nobody can start it");
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));

        Dray.Result result =
                Dray.program("sh", "-c", "cd \"$0\"; exec " + nobody + "\"$1\" version", closed.toString(), program);

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("dray ");
    }

    /** A JDK whose java prints what it was given: what matters here is what the launcher hands over. */
    @Test
    void theNameItIsCalledByReachesTheJvm(@TempDir Path directory) throws IOException {
        Path jdk = directory.resolve("jdk");
        Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(jdk.resolve("release"), "JAVA_RUNTIME_VERSION=\"25.0.3+9\"\n");
        Path dray = Files.createSymbolicLink(directory.resolve("dray"), Dray.HOME.resolve("bin/dray"));
        Path rkt = Files.createSymbolicLink(directory.resolve("rkt"), Path.of("dray"));
        Path dgr = Files.createSymbolicLink(directory.resolve("dgr"), dray);
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());

        assertThat(Dray.program(environment, rkt.toString(), "version").out())
                .contains("-Dio.dray.name=rkt\n")
                .endsWith("io.dray.cli.Main\nversion\n");
        assertThat(Dray.program(environment, dgr.toString(), "version").out()).contains("-Dio.dray.name=dgr\n");
        assertThat(Dray.program(environment, dray.toString(), "version").out()).doesNotContain("io.dray.name");
    }

    @Test
    void helpAndCompletionGoToStdout() {
        for (String shell : new String[] {"bash", "zsh", "fish"}) {
            assertThat(Dray.run("completion", shell).out()).contains("dray");
        }
        assertThat(Dray.run("help").out()).contains("build").contains("run");
        assertThat(Dray.run("run", "--help").out()).contains("--set-env");
        assertThat(Dray.run(Map.of(), "run", "--help").code()).isZero();
    }

    @Test
    void anUnknownCommandIsOneLine() {
        Dray.Result result = Dray.run("biuld");

        assertThat(result.code()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("biuld").contains("build");
    }

    @Test
    void aCompletionScriptIsValidForItsShell(@TempDir Path directory) throws IOException {
        Path script = directory.resolve("dray.bash");
        Files.writeString(script, Dray.run("completion", "bash").out());

        assertThat(Dray.program("bash", "-n", script.toString()).code()).isZero();
    }
}
