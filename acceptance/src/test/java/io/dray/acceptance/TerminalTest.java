package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person types on the terminal of an interactive app. */
class TerminalTest {
    private static final String IMAGE = "example.com/acceptance/terminal";

    @BeforeAll
    static void makeImage(@TempDir Path images) throws IOException {
        TinyImage.named(IMAGE, images.resolve("terminal"))
                .withScript("job", "trap 'echo continued' CONT; echo started; while :; do sleep 0.1; done\n")
                .fetch();
    }

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void interruptsReachTheApp() {
        Dray.Result result = type(
                "--exec=/bin/sh -- -c \"trap 'echo interrupted; exit 9' INT; echo ready; while :; do sleep 0.1; done\"",
                "",
                "*ready*) printf '\\003' ;;");

        assertThat(result.out()).contains("interrupted");
        assertThat(result.code()).isEqualTo(9);
    }

    @Test
    void theEndOfTheInputReachesTheApp() {
        Dray.Result result = type("--exec=/bin/cat", "word\\r", "*word*) printf '\\004' ;;");

        assertThat(result.out()).contains("word");
        assertThat(result.code()).isZero();
    }

    @Test
    void aJobOfTheAppsShellIsStoppedAndContinued() {
        Dray.Result result = type(
                "--exec=/bin/sh",
                "sh /job\\r",
                "*started*) printf '\\032' ;; *Stopped*) printf 'fg\\r' ;; *continued*) printf '\\003exit 5\\r' ;;");

        assertThat(result.out()).contains("started", "Stopped", "continued");
        assertThat(result.code()).isEqualTo(5);
    }

    @Test
    void theTerminalIsAsBeforeWhenCrunWasKilled(@TempDir Path directory) {
        String line = "cd " + directory + "; stty -g >before; " + Dray.HOME.resolve("bin/dray") + " --dir=" + Dray.DATA
                + " run --interactive --net=none --uuid-file-save=uuid " + IMAGE
                + " --exec=/bin/sh -- /job; echo $? >code; stty -g >after";

        killWhenStarted(line, "crun .*$(cat " + directory + "/uuid)");

        assertThat(directory.resolve("code")).hasContent("137");
        assertThat(directory.resolve("after")).hasSameTextualContentAs(directory.resolve("before"));
    }

    @Test
    void theTerminalIsAsBeforeWhenTheCrunOfWhoEnteredWasKilled(@TempDir Path directory) throws IOException {
        Path uuid = directory.resolve("uuid");
        Dray.Result detached = Dray.run(
                "run", "--net=none", "--detach", "--uuid-file-save=" + uuid, IMAGE, "--exec=/bin/sleep", "--", "60");
        assertThat(detached.code()).as(detached.err()).isZero();
        String pod = Files.readString(uuid).strip();
        String line = "cd " + directory + "; stty -g >before; " + Dray.HOME.resolve("bin/dray") + " --dir=" + Dray.DATA
                + " enter " + pod + " /bin/sh /job; echo $? >code; stty -g >after";
        try {
            killWhenStarted(line, "crun .* exec .*" + pod);

            assertThat(directory.resolve("code")).hasContent("137");
            assertThat(directory.resolve("after")).hasSameTextualContentAs(directory.resolve("before"));
        } finally {
            assertThat(Dray.run("stop", "--force", pod).code()).isZero();
        }
    }

    /** On a terminal; kills the process of these words as soon as the job has started. */
    private static void killWhenStarted(String line, String words) {
        String killer = "while read -r said; do case $said in *started*) kill -9 $(pgrep -f \"^[^ ]*" + words
                + "\") ;; esac; done";
        Dray.Result result =
                Dray.program("bash", "-c", "timeout 60 script -qec \"$0\" /dev/null | { " + killer + "; }", line);
        assertThat(result.err()).as(result.out()).isEmpty();
    }

    /** Whether crun finds it before it finds the end of the program is a matter of luck. */
    @Test
    void whatAProgramWritesLastIsPrintedAsItIs(@TempDir Path directory) throws IOException {
        String dray = Dray.HOME.resolve("bin/dray") + " --dir=" + Dray.DATA;
        String text = "1234567890".repeat(70);
        String echo = " /bin/busybox -- echo " + text;
        Path uuid = directory.resolve("uuid");
        Dray.Result detached = Dray.run(
                "run", "--net=none", "--detach", "--uuid-file-save=" + uuid, IMAGE, "--exec=/bin/sleep", "--", "60");
        assertThat(detached.code()).as(detached.err()).isZero();
        String pod = Files.readString(uuid).strip();
        try {
            for (int i = 0; i < 10; i++) {
                assertThat(printed(dray + " enter " + pod + " /bin/busybox echo " + text))
                        .isEqualTo(text);
                assertThat(printed(dray + " run --interactive --net=none " + IMAGE + " --exec=" + echo.strip()))
                        .isEqualTo(text);
            }
            assertThat(printed(dray + " enter " + pod + " /bin/nothing")).contains("/bin/nothing");
        } finally {
            assertThat(Dray.run("stop", pod).code()).isZero();
        }
    }

    /** On a terminal of 'script', which types a NUL when its own input ends. */
    private static String printed(String line) {
        Dray.Result result = Dray.program("script", "-qefc", line, "/dev/null");
        return result.out().replace("^@", "").replace("\0", "").strip();
    }

    /** Runs the app on a terminal of 'script'; types the first at once, and what the cases say when a line comes. */
    private static Dray.Result type(String app, String first, String cases) {
        String line = Dray.HOME.resolve("bin/dray") + " --dir=" + Dray.DATA + " run --interactive --net=none " + IMAGE
                + " " + app;
        return Dray.program(
                "bash",
                "-c",
                "set -o pipefail; d=$(mktemp -d); mkfifo $d/in; exec 9<>$d/in; printf \"$1\" >&9;"
                        + " timeout 60 script -qefc \"$0\" /dev/null <$d/in |"
                        + " while read -r line; do echo \"$line\"; { case $line in " + cases + " esac; } >&9; done;"
                        + " code=$?; rm -r $d; exit $code",
                line,
                first);
    }
}
