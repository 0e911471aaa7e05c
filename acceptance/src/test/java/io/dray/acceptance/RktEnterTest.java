package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rkt's {@code enter} says before it lets somebody in, and {@code export} of a pod that is not over. */
class RktEnterTest {
    private static final String NAME = "example.com/acceptance/rkt-enter";

    @TempDir
    private static Path directory;

    private static Machine machine;
    private static Process running;
    private static String pod;

    @BeforeAll
    static void start() throws IOException {
        machine = Machine.in(directory);
        Path uuid = directory.resolve("uuid");
        String archive = TinyImage.named(NAME, directory.resolve("image"))
                .running("exec sleep 60")
                .archive()
                .toString();
        running = machine.start(
                directory.resolve("out"),
                "--insecure-options=image",
                "run",
                "--net=none",
                "--uuid-file-save=" + uuid,
                archive,
                "--name=one",
                archive,
                "--name=two");
        Awaitility.await().until(() -> Files.exists(uuid) && Files.size(uuid) > 0);
        assertThat(machine.rkt("status", "--wait-ready=20s", "--uuid-file=" + uuid)
                        .code())
                .isZero();
        pod = Files.readString(uuid).strip();
    }

    @AfterAll
    static void stop() throws IOException {
        machine.rkt("stop", "--force", pod);
        running.onExit().join();
        machine.rkt("gc", "--grace-period=0s");
    }

    @Test
    void severalAppsAreNamed() throws IOException {
        Dray.Result refused = machine.rkt("enter", pod);

        assertThat(refused.code()).isEqualTo(Rkt.FAILURE);
        assertThat(refused.err())
                .contains(
                        "enter: pod contains multiple apps: one, two\n", "specify app using \"rkt enter --app= ...\"");
    }

    @Test
    void theShellThatIsAssumedIsNamed() throws IOException {
        Dray.Result entered = machine.rkt("enter", "--app=two", pod.substring(0, 8));

        assertThat(entered.code()).isZero();
        assertThat(entered.err()).isEqualTo("enter: no command specified, assuming \"/bin/sh\"\n");
    }

    @Test
    void theCodeIsThatOfTheProgram() throws IOException {
        assertThat(machine.rkt("enter", "--app=one", pod, "/bin/sh", "-c", "exit 7")
                        .code())
                .isEqualTo(7);
        assertThat(machine.rkt("enter", "--app=one", pod, "/no/such").code()).isEqualTo(Rkt.FAILURE);
    }

    @Test
    void whatRunsIsNotExported() throws IOException {
        Dray.Result refused =
                machine.rkt("export", pod, directory.resolve("x.aci").toString());

        assertThat(refused.code()).isEqualTo(Rkt.FAILURE);
        assertThat(refused.err()).startsWith("export: pod \"" + pod + "\" is not exited");
    }
}
