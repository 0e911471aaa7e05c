package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            Dray.Result result = Dray.program(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "@" + Dray.HOME.resolve("dist/target/dray/lib/" + build + "/jvm-options"),
                    "-XX:AOTMode=on",
                    "-XX:AOTCache=" + cache,
                    "-cp",
                    Dray.HOME
                            .resolve("dist/target/dray/lib/" + build + "/dray.jar")
                            .toString(),
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
