package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words that shells and formats take apart: they reach apps and files as they are, or are refused. */
class UnusualWordsTest {
    private static final String IMAGE = "example.com/acceptance/unusual";
    private static final String ODD = "a\nb \"c\" 'd' $HOME `id` \\n \\\\ * \u00fc";

    @TempDir
    private Path directory;

    @Test
    void reachTheAppAsTheyAre() throws IOException {
        image().fetch();

        // twice: planned, and as the plan was kept
        for (int i = 0; i < 2; i++) {
            Dray.Result result = Dray.run(
                    "run",
                    "--net=none",
                    "--set-env=ODD=" + ODD,
                    IMAGE,
                    "--exec=/bin/sh",
                    "--",
                    "-c",
                    "printf '%s|%s|%s' \"$0\" \"$1\" \"$ODD\"",
                    ODD,
                    "");

            assertThat(result.out()).isEqualTo(ODD + "||" + ODD);
        }
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        Dray.Result result = Dray.program(
                "bash", "-c", "exec \"$0\" run --net=none x -- $'\\xff'", Dray.HOME.resolve("bin/dray") + "");

        assertThat(result.err()).startsWith("dray: the argument '\ufffd' is not UTF-8\n");
        assertThat(result.code()).isEqualTo(254);
    }

    @Test
    void variablesThatAreNoTextAreNotInherited() throws IOException {
        image().fetch();
        Dray.Result result = Dray.program(
                "bash",
                "-c",
                "export BAD=$'\\xff' GOOD=yes; exec \"$0\" --dir=\"$1\" run --net=none --inherit-env " + IMAGE
                        + " --exec=/bin/sh -- -c 'echo $GOOD ${BAD-none}'",
                Dray.HOME.resolve("bin/dray").toString(),
                Dray.DATA.toString());

        assertThat(result.out()).isEqualTo("yes none\n");
        assertThat(result.err()).isEqualTo("dray: warning: the variable BAD is not inherited: it is not UTF-8\n");
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void variablesOfTheCallerAreNotThoseOfThePodsScript() throws IOException {
        image().fetch();
        Path kept = Files.createFile(directory.resolve("kept"));
        String pod = Dray.run("prepare", "--net=none", IMAGE).out().strip();
        // so that its root cannot be mounted
        Files.delete(Dray.DATA.resolve("pods").resolve(pod).resolve("apps/unusual/work"));

        Dray.Result result = Dray.run(Map.of("users", kept.toString().substring(1)), "run-prepared", pod);

        assertThat(result.err()).contains("the file system of app unusual cannot be mounted");
        assertThat(result.code()).isEqualTo(254);
        assertThat(kept).exists();
    }

    @Test
    void aDataDirectoryMayHaveThemInItsName() throws IOException {
        Rkt rkt = Rkt.in(Files.createDirectory(directory.resolve("a\\nb '$(c)")));
        rkt.fetch(image());

        Dray.Result result = rkt.line("run --net=none " + IMAGE, "--exec=/bin/sh", "--", "-c", "echo said");

        assertThat(result.out()).contains("unusual[2]: said");
        assertThat(result.err()).isEmpty();
        rkt.collect();
    }

    private TinyImage image() throws IOException {
        return TinyImage.named(IMAGE, directory.resolve("image"));
    }
}
