package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which devices an app may make nodes of. */
class DeviceNodesTest {
    private static final String IMAGE = "example.com/acceptance/nodes";
    private static final String POD = "nodes-under-test";

    /** The node's name says what becomes of it. */
    private static final String MAKE = """
            for node in c:1:3 c:1:5 c:1:7 c:1:8 c:1:9 c:5:0 p c:1:1 c:1:6 c:5:1 c:5:2 c:10:229 c:10:237 c:136:0 b:7:0 b:1:3; do
                busybox mknod /$node $(echo $node | busybox tr : ' ') 2>/dev/null && echo $node
            done
            true
            """;

    private static final String HARMLESS = "c:1:3\nc:1:5\nc:1:7\nc:1:8\nc:1:9\nc:5:0\np\n";

    @BeforeAll
    static void makeImage(@TempDir Path directory) throws IOException {
        TinyImage.named(IMAGE, directory.resolve("nodes")).fetch();
    }

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--seccomp=mode=retain,@appc.io/all",
                "--seccomp=mode=retain,@docker/default-whitelist",
                "--seccomp=mode=retain,errno=ENOSYS,@docker/default-whitelist",
                "--seccomp=mode=remove,reboot",
                "--insecure-options=capabilities",
            })
    void thoseOfEveryContainerAndNoOther(String option) {
        assertThat(run(option).out()).isEqualTo(HARMLESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--insecure-options=paths", "--insecure-options=seccomp", "--insecure-options=all-run"})
    void allWhereTheUserGivesProtectionUp(String option) {
        assertThat(run(option).out()).startsWith(HARMLESS).contains("c:5:2\n", "c:10:237\n", "b:7:0\n");
    }

    /** The volume itself can be opened: that it cannot be read is what its driver says. */
    @Test
    void notOfADeviceThatIsAVolumeEither() {
        Dray.Result result = Dray.run(
                "run",
                "--net=none",
                "--volume=loop,kind=host,source=/dev/loop-control",
                IMAGE,
                "--mount=volume=loop,target=/loop",
                "--exec=/bin/sh",
                "--",
                "-c",
                "cat /loop; " + MAKE);

        assertThat(result.err()).contains("Invalid argument");
        assertThat(result.out()).isEqualTo(HARMLESS);
    }

    @Test
    void theSameForProgramsThatEnterAndAppsThatJoin() {
        assertThat(Dray.run("app", "sandbox", "--detach", "--net=none", "--name=" + POD)
                        .code())
                .isZero();
        assertThat(Dray.run("app", "add", POD, IMAGE, "--name=one", "--exec=/bin/sleep", "--", "100")
                        .code())
                .isZero();
        assertThat(Dray.run("app", "start", POD, "--app=one").code()).isZero();
        Dray.Result entered = Dray.run("enter", "--app=one", POD, "sh", "-c", MAKE);
        Dray.run("stop", "--force", POD);

        assertThat(entered.out()).as(entered.err()).isEqualTo(HARMLESS);
    }

    /** There the kernel allows none. */
    @Test
    void noneWithPrivateUsers() {
        assertThat(run("--private-users").out()).isEqualTo("p\n");
    }

    private static Dray.Result run(String option) {
        List<String> command = new ArrayList<>(List.of("run", "--net=none"));
        if (option.startsWith("--seccomp")) {
            command.addAll(List.of(IMAGE, option));
        } else {
            command.addAll(option.isEmpty() ? List.of(IMAGE) : List.of(option, IMAGE));
        }
        command.addAll(List.of("--exec=/bin/sh", "--", "-c", MAKE));
        return Dray.run(command.toArray(String[]::new));
    }
}
