package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app is asked to end by the signal that its image names. */
class StopSignalTest {
    private static final String IMAGE = "example.com/acceptance/stopped";
    private static final String SCRIPT =
            "trap 'echo quit; exit 7' QUIT; trap 'echo term; exit 8' TERM; echo up; while :; do sleep 0.1; done";

    @TempDir
    Path directory;

    @BeforeAll
    static void makeImages(@TempDir Path layouts) throws IOException {
        TinyImage.named(IMAGE, layouts.resolve("quit"))
                .annotated("appc.io/docker/stopsignal", "SIGQUIT")
                .running(SCRIPT)
                .fetch();
        TinyImage.named(IMAGE + "-odd", layouts.resolve("odd"))
                .annotated("appc.io/docker/stopsignal", "SIGNONSENSE")
                .running(SCRIPT)
                .fetch();
    }

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void aLoneAppGetsTheSignalOfItsImage() throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process pod = Dray.start(output, "run", "--net=none", "--name=lone", IMAGE);
        await(output, "up");

        assertThat(Dray.run("stop", "lone").code()).isZero();
        assertThat(pod.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(pod.exitValue()).isEqualTo(7);
        assertThat(output).hasContent("up\nquit");
    }

    @Test
    void supervisedAppsGetEachItsOwn() throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process pod = Dray.start(
                output, "run", "--net=none", "--name=pair", IMAGE, "--name=one", "---", IMAGE + "-odd", "--name=two");
        await(output, "up\nup");

        assertThat(Dray.run("stop", "pair").code()).isZero();
        assertThat(pod.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(output))
                .contains("quit", "term")
                .contains("dray: warning: " + IMAGE + "-odd:1 is stopped by SIGTERM: there is no signal SIGNONSENSE");
        assertThat(Dray.run("status", "pair").out()).contains("app-one=7\n", "app-two=8\n");
    }

    private static void await(Path output, String said) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.readString(output).contains(said) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(output).content().contains(said);
    }
}
