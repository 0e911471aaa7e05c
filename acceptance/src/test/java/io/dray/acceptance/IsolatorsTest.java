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
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(run("busybox unshare -U true && echo made", "--seccomp=mode=retain,@appc.io/all")
                        .out())
                .isEqualTo("made\n");
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

    @Test
    void everyIsolatorOfAnImageHolds(@TempDir Path directory) throws IOException {
        String image = withIsolators(directory, "all", """
                {"name":"os/linux/capabilities-retain-set","value":{"set":["CAP_CHOWN","CAP_KILL"]}},
                {"name":"os/linux/no-new-privileges","value":true},
                {"name":"os/linux/oom-score-adj","value":500},
                {"name":"os/linux/seccomp-remove-set","value":{"errno":"ENOTSUP","set":["mkdir","mkdirat"]}},
                {"name":"resource/memory","value":{"limit":"32Mi"}},
                {"name":"resource/cpu","value":{"request":"500m","limit":"1500m"}},
                {"name":"example.com/unheard-of","value":{}}
                """);
        Dray.Result result = Dray.run("run", "--net=none", image, "--exec=/bin/sh", "--", "-c", """
                grep -E '^(CapEff|CapBnd|CapInh|NoNewPrivs|Seccomp):' /proc/self/status
                cat /proc/self/oom_score_adj
                mkdir /new
                cd /sys/fs/cgroup
                cat memory.max memory/memory.limit_in_bytes 2>/dev/null
                echo $(cat cpu.max 2>/dev/null || cat cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us)
                cat cpu.weight cpu/cpu.shares 2>/dev/null
                """);

        // version 2 has weights from 1 to 10,000
        assertThat(result.out()).as(result.err()).matches("""
                CapInh:\t0{16}
                CapEff:\t0{14}21
                CapBnd:\t0{14}21
                NoNewPrivs:\t1
                Seccomp:\t2
                500
                33554432
                150000 100000
                (512|20)
                """);
        assertThat(result.err())
                .contains("mkdir: can't create directory '/new': ")
                .contains("supported")
                .contains("isolator example.com/unheard-of of app all is not enforced");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"os/linux/capabilities-retain-set","value":{"set":["CAP_NOSUCH"]}} | there is no capability CAP_NOSUCH
            {"name":"os/linux/seccomp-remove-set","value":{"set":[]}}                  | set is empty
            {"name":"os/linux/seccomp-remove-set","value":{"set":["@nosuch/set"]}}      | there is no set @nosuch/set
            {"name":"os/linux/oom-score-adj","value":2000}                              | 2000 is not between -1000 and 1000
            {"name":"os/linux/cpu-shares","value":1}                                    | 1 is not between 2 and 262144
            {"name":"resource/memory","value":{"limit":"16m"}}                          | less than one page of memory
            {"name":"resource/memory","value":{"request":"2G","limit":"1G"}}            | is more than the limit
            """)
    void whatAnIsolatorCannotMeanIsRefused(String isolator, String message, @TempDir Path directory)
            throws IOException {
        Path layout = directory.resolve("bad");
        Path archive = TinyImage.named(IMAGE + "-bad", layout)
                .withApp("\"isolators\":[" + isolator + "]")
                .archive();
        Dray.Result fetched = Dray.run("--insecure-options=image", "fetch", archive.toString());
        Dray.Result result = fetched.code() == 0 ? Dray.run("run", "--net=none", IMAGE + "-bad") : fetched;

        assertThat(result.code()).isEqualTo(254);
        assertThat(result.err()).contains(message).doesNotContain("Exception");
    }

    @Test
    void setsThatExcludeEachOtherAreRefused() {
        assertThat(run("true", "--caps-retain=CAP_KILL", "--caps-remove=CAP_CHOWN")
                        .code())
                .isEqualTo(254);
    }

    @Test
    void anAppWithoutIsolatorsCannotReachWhatItNeedsNot() {
        Dray.Result result = Dray.run(
                "run",
                "--net=none",
                IMAGE,
                "--caps-remove=CAP_NET_RAW",
                "--exec=/bin/sh",
                "--",
                "-c",
                "busybox unshare -U true; busybox date -s 2001-01-01 >/dev/null; busybox reboot -f; busybox swapoff -a;"
                        + " busybox insmod /x; busybox unshare -n true; echo still here");

        assertThat(result.out()).isEqualTo("still here\n");
        assertThat(result.err()).contains("unshare: unshare(0x10000000): Operation not permitted");
        assertThat(run("busybox unshare -U true && echo made", "--caps-retain=CAP_SYS_ADMIN")
                        .out())
                .isEqualTo("made\n");
    }

    /** A limit above the caller's would be refused by machines without CAP_SYS_RESOURCE. */
    @Test
    void theLimitsOfProcessesAreTheCallers() {
        String script = "ulimit -S -n 512; exec \"$@\"";
        Dray.Result result = Dray.program(
                "bash",
                "-c",
                script,
                "bash",
                Dray.HOME.resolve("bin/dray").toString(),
                "--dir=" + Dray.DATA,
                "run",
                "--net=none",
                IMAGE,
                "--exec=/bin/grep",
                "--",
                "open files",
                "/proc/self/limits");

        assertThat(result.out()).as(result.err()).matches("Max open files +512 +\\d+ +files +\n");
    }

    private static String withIsolators(Path directory, String name, String isolators) throws IOException {
        return TinyImage.named(IMAGE + "/" + name, directory.resolve(name))
                .withApp("\"isolators\":[" + isolators + "]")
                .fetch();
    }

    private static Dray.Result run(String script, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--net=none", IMAGE, "--exec=/bin/sh"));
        command.addAll(List.of(options));
        command.addAll(List.of("--", "-c", script));
        return Dray.run(command.toArray(String[]::new));
    }
}
