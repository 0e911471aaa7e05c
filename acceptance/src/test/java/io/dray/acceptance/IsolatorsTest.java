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

class IsolatorsTest {
    private static final String IMAGE = "example.com/acceptance/isolators";
    private static final int SIGSYS_CODE = 128 + 31;

    @BeforeAll
    static void makeImage(@TempDir Path directory) throws IOException {
        TinyImage.named(IMAGE, directory.resolve("isolators"))
                .withFile("etc/passwd", "root:x:0:0::/root:/bin/sh\nbob:x:7:8::/home/bob:/bin/sh\n9:x:70:70::/:\n")
                .withFile("etc/group", "staff:x:50:\n")
                .withApp(
                        "\"isolators\":[{\"name\":\"os/linux/capabilities-retain-set\",\"value\":{\"set\":[\"CAP_KILL\"]}},"
                                + "{\"name\":\"os/linux/selinux-context\",\"value\":{}}]")
                .fetch();
    }

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void theImagesCapabilitiesHoldUntilTheCommandLineSaysOthers() {
        Dray.Result result = run("grep CapBnd /proc/self/status");
        assertThat(result.out()).isEqualTo("CapBnd:\t0000000000000020\n");
        assertThat(result.err()).contains("isolator os/linux/selinux-context of app isolators is not enforced");

        assertThat(run("grep CapBnd /proc/self/status", "--caps-remove=CAP_NET_RAW,CAP_MKNOD")
                        .out())
                .isEqualTo("CapBnd:\t00000000a00405fb\n");
    }

    @Test
    void protectionIsGivenUpWhereTheUserSaysSo() {
        Dray.Result result = Dray.run(
                "run",
                "--insecure-options=capabilities,paths,seccomp",
                "--net=none",
                IMAGE,
                "--exec=/bin/sh",
                "--",
                "-c",
                "grep -E 'CapBnd|Seccomp:' /proc/self/status; grep -c sysrq /proc/self/mounts");

        assertThat(result.out()).doesNotContain("CapBnd:\t0000000000000020").contains("Seccomp:\t0\n", "\n0\n");
        assertThat(result.err())
                .contains(
                        "dray: warning: apps keep all capabilities",
                        "dray: warning: protected paths of /proc and /sys are open",
                        "dray: warning: system calls are not filtered");
    }

    @Test
    void moreMemoryThanTheLimitKillsTheApp() {
        assertThat(run("tail /dev/zero", "--memory=16Mi").code()).isNotZero();
        assertThat(run(
                                "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null",
                                "--memory=16Mi")
                        .out()
                        .strip())
                .isEqualTo("16777216");
    }

    @Test
    void aRefusedSystemCallKillsTheAppOrFails() {
        assertThat(run("exec mkdir /new", "--seccomp=mode=remove,mkdir,mkdirat").code())
                .isEqualTo(SIGSYS_CODE);
        assertThat(run("mkdir /new", "--seccomp=mode=remove,errno=ENOSPC,mkdir,mkdirat")
                        .err())
                .contains("No space left on device");
    }

    @Test
    void aRetainedSetLetsTheAppStartAndNothingElse() {
        String set = "--seccomp=mode=retain,errno=EPERM,@docker/default-whitelist";

        assertThat(run("echo ok; mount -t tmpfs none /tmp", set).out()).isEqualTo("ok\n");
        assertThat(Dray.run("run", "--net=none", IMAGE, "--exec=/bin/echo", "--seccomp=mode=retain,getuid", "--", "ok")
                        .out())
                .isEqualTo("ok\n");
        assertThat(run("grep Seccomp: /proc/self/status", "--seccomp=mode=retain,@appc.io/all")
                        .out())
                .isEqualTo("Seccomp:\t0\n");
    }

    @Test
    void aReadOnlyRootCannotBeWritten() {
        assertThat(run("touch /new", "--readonly-rootfs").err()).contains("Read-only file system");
    }

    @Test
    void usersAndGroupsAreThoseOfTheImage() {
        assertThat(run("id", "--user=bob", "--group=staff", "--supplementary-gids=5,6")
                        .out())
                .startsWith("uid=7(bob) gid=50(staff) groups=")
                .contains("5,6");
        assertThat(run("id -u", "--user=9").out()).isEqualTo("70\n");
        assertThat(run("id -u", "--user=10").out()).isEqualTo("10\n");
        assertThat(run("id -u", "--user=/etc/passwd").out()).isEqualTo("0\n");
        assertThat(run("id", "--user=eve").errorLine()).startsWith("dray: \"eve\" user not found");
    }

    private static Dray.Result run(String script, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--net=none", IMAGE, "--exec=/bin/sh"));
        command.addAll(List.of(options));
        command.addAll(List.of("--", "-c", script));
        return Dray.run(command.toArray(String[]::new));
    }
}
