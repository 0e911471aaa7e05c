package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs on the caller's terminal. */
class InteractiveTest {
    private static final String IMAGE = "example.com/acceptance/interactive";
    private static final String WAIT =
            "fits() { n=0; while [ \"$(/bin/busybox stty size)\" != \"$1\" ] && [ $n -lt 600 ];"
                    + " do sleep 0.05; n=$((n+1)); done; /bin/busybox stty size; };";

    @BeforeAll
    static void makeImage(@TempDir Path images) throws IOException {
        TinyImage.named(IMAGE, images.resolve("image"))
                .withScript("fit", WAIT + " fits '40 100'; echo first; fits '30 77'; exit 5")
                .fetch();
    }

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void itsTerminalHasTheSizeOfTheCallersAndKeepsIt(@TempDir Path directory) {
        assertFits("run --interactive --net=none " + IMAGE + " --exec=/bin/sh -- /fit", directory);
    }

    @Test
    void soHasTheTerminalOfWhoeverEnters(@TempDir Path directory) {
        String pod = Dray.run("run", "--detach", "--net=none", IMAGE, "--exec=/bin/sleep", "--", "60")
                .out()
                .strip();

        assertFits("enter " + pod + " /bin/sh /fit", directory);
        assertThat(Dray.run("stop", "--force", pod).code()).isZero();
    }

    /** The window is made smaller when the program says that it has seen the first size. */
    private static void assertFits(String arguments, Path directory) {
        String line =
                "stty rows 40 cols 100; " + Dray.HOME.resolve("bin/dray") + " --dir=" + Dray.DATA + " " + arguments;
        String resize = "while read -r said; do echo \"$said\"; case $said in first*) stty -F \"$(cat "
                + directory.resolve("tty") + ")\" rows 30 cols 77 ;; esac; done";

        Dray.Result result = Dray.program(
                "bash",
                "-c",
                "set -o pipefail; script -qefc 'tty >" + directory.resolve("tty") + "; " + line + "' /dev/null | "
                        + resize);

        // script types a NUL when its own input ends, which it does at once; the terminal may echo that
        assertThat(result.out().lines().map(text -> text.replace("^@", "").strip()))
                .contains("40 100", "first", "30 77");
        assertThat(result.code()).isEqualTo(5);
    }
}
