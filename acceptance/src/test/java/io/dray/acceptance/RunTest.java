package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private static final String SHELL = "example.com/acceptance/shell";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @BeforeAll
    static void makeImage(@TempDir Path directory) throws IOException {
        TinyImage.named(SHELL, directory.resolve("shell")).fetch();
    }

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void theExitCodeOfTheAppIsThatOfTheCommand() {
        Dray.Result result = shell("echo out; echo err >&2; exit 42");

        assertThat(result.code()).isEqualTo(42);
        assertThat(result.out()).isEqualTo("out\n");
        assertThat(result.err()).isEqualTo("err\n");
    }

    @Test
    void anAppThatASignalEndsGives128PlusItsNumber() {
        assertThat(shell("kill -KILL $$").code()).isEqualTo(137);
    }

    @Test
    void execReplacesTheProgramAndArgumentsFollowTheDashes() {
        Dray.Result result = Dray.run("run", "--net=none", SHELL, "--exec=/bin/echo", "--", "a  b", "$HOME", "--net=x");

        assertThat(result.out()).isEqualTo("a  b $HOME --net=x\n");
    }

    @Test
    void setEnvReachesTheAppAndTheHostsEnvironmentDoesNot() {
        Dray.Result result = Dray.run(
                java.util.Map.of("SECRET_OF_THE_HOST", "x"),
                "run",
                "--net=none",
                "--set-env=GREETING=hello world",
                "--set-env=EMPTY=",
                SHELL,
                "--exec=/bin/env");

        assertThat(result.out().lines())
                .contains("GREETING=hello world", "EMPTY=", "AC_APP_NAME=shell")
                .anyMatch(line -> line.startsWith("PATH=/usr/local/sbin:"))
                .noneMatch(line -> line.startsWith("SECRET_OF_THE_HOST") || line.startsWith("DRAY_"));
    }

    @Test
    void withoutNetworkThereIsOnlyTheLoopbackInterface() {
        assertThat(Dray.run("run", "--net=none", SHELL, "--exec=/bin/ls", "--", "/sys/class/net")
                        .out())
                .isEqualTo("lo\n");
    }

    @Test
    void onTheHostsNetworkThePodSeesTheHostsInterfaces() {
        String host = Dray.program("ls", "/sys/class/net").out();

        assertThat(Dray.run("run", "--net=host", SHELL, "--exec=/bin/sh", "--", "-c", "ip -o link | wc -l")
                        .out()
                        .strip())
                .isEqualTo(Long.toString(host.lines().count()));
    }

    @Test
    void whatTheAppIsToldOfTheHostsNetworkIsNotMeantForThePod() {
        assertThat(Dray.run("run", "--net=none", SHELL, "--exec=/bin/ls", "--", "--net=host", "/sys/class/net")
                        .err())
                .contains("--net=host");
        assertThat(Dray.run("run", "--net=none", SHELL, "--exec=/bin/sh", "--", "-c", "ls /sys/class/net", "--net=host")
                        .out())
                .isEqualTo("lo\n");
    }

    @Test
    void podsOnTheDefaultNetworkHaveAddressesOfTheirOwn() throws Exception {
        Process first = start("first", "sleep 60");
        Process second = start("second", "sleep 60");
        try {
            await().atMost(SOON).until(() -> HostState.leases().size() >= 2);
            String list = Dray.run("list", "--full", "--no-legend").out();

            assertThat(list.lines().filter(line -> line.contains("ip4=172.16.28.")))
                    .hasSize(2);
            assertThat(list.lines().filter(line -> line.contains("running"))).hasSize(2);
        } finally {
            end(first);
            end(second);
        }
        assertThat(HostState.leases()).isEmpty();
    }

    @Test
    void signalsReachTheAppAsTheyAre() throws Exception {
        for (String signal : List.of("TERM", "INT")) {
            Path output = directory.resolve(signal);
            Process pod = Dray.start(
                    output,
                    "run",
                    "--net=none",
                    SHELL,
                    "--exec=/bin/sh",
                    "--",
                    "-c",
                    "trap 'echo got " + signal + "; exit 7' " + signal + "; echo up; while :; do sleep 0.1; done");
            await().atMost(SOON).until(() -> Files.readString(output).contains("up"));
            signal(pod, signal);

            assertThat(pod.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(output)).contains("got " + signal);
            assertThat(pod.exitValue()).isEqualTo(7);
        }
    }

    @Test
    void ctrlCEndsAnAppThatDoesNotCareForSignals() throws Exception {
        Process pod = start("sleeper", "echo up; exec sleep 600");
        await().atMost(SOON)
                .until(() -> Files.readString(directory.resolve("sleeper")).contains("up"));
        signal(pod, "INT");

        assertThat(pod.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(pod.exitValue()).isEqualTo(130);
    }

    @Test
    void anImpatientStopStillGivesTheAddressBack() throws Exception {
        Process pod = start("stubborn", "trap '' TERM INT; echo up; while :; do sleep 0.1; done");
        await().atMost(SOON)
                .until(() -> Files.readString(directory.resolve("stubborn")).contains("up"));
        for (String signal : List.of("TERM", "TERM", "INT", "INT")) {
            signal(pod, signal);
            // one at a time: the shell hears only once of signals that come together
            TimeUnit.MILLISECONDS.sleep(100);
        }

        assertThat(pod.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(pod.exitValue()).isEqualTo(137);
        assertThat(HostState.leases()).isEmpty();
    }

    @Test
    void anInteractiveAppHasTheCallersInputAndLeavesItsExitCode() {
        Dray.Result result = Dray.program(
                "sh",
                "-c",
                "echo hello | \"$0\" --dir=\"$1\" run --interactive --net=none " + SHELL
                        + " --exec=/bin/sh -- -c 'read -r word; echo got $word; exit 6'",
                Dray.HOME.resolve("bin/dray").toString(),
                Dray.DATA.toString());

        assertThat(result.code()).as(result.err()).isEqualTo(6);
        assertThat(result.out()).isEqualTo("got hello\n");
        assertThat(Dray.run("list", "--format=json").out()).contains("\"exit_code\":6");
    }

    @Test
    void noJavaRemainsOnceTheAppRuns() throws Exception {
        Process pod = start("lonely", "echo up; sleep 60");
        try {
            await().atMost(SOON)
                    .until(() -> Files.readString(directory.resolve("lonely")).contains("up"));

            assertThat(ProcessHandle.of(pod.pid()).orElseThrow().descendants())
                    .isNotEmpty()
                    .allSatisfy(process ->
                            assertThat(process.info().command().orElse("")).doesNotContain("java"));
            assertThat(ProcessHandle.of(pod.pid())
                            .orElseThrow()
                            .info()
                            .command()
                            .orElse(""))
                    .doesNotContain("java");
        } finally {
            end(pod);
        }
    }

    @Test
    void anImageThatAPodUsesIsNotRemoved() throws Exception {
        String image = TinyImage.named("example.com/acceptance/in-use", directory.resolve("in-use"))
                .running("echo up; sleep 60")
                .fetch();
        Path output = directory.resolve("user");
        Process pod = Dray.start(output, "run", "--net=none", image);
        try {
            await().atMost(SOON).until(() -> Files.readString(output).contains("up"));

            assertRefused(Dray.run("image", "rm", image), "uses it");
        } finally {
            end(pod);
        }
        assertThat(Dray.run("image", "rm", image).code()).isZero();
    }

    @Test
    void killingThePodLeavesNothingAfterGc() throws Exception {
        HostState before = HostState.now();
        Process pod = start("victim", "echo up; sleep 600");
        await().atMost(SOON)
                .until(() -> Files.readString(directory.resolve("victim")).contains("up"));
        List<ProcessHandle> tree =
                ProcessHandle.of(pod.pid()).orElseThrow().descendants().toList();
        pod.destroyForcibly();
        pod.waitFor();
        // the supervisors, but not the app: it is now an orphan that only its cgroup knows
        tree.stream()
                .filter(process -> !process.info().command().orElse("").contains("busybox"))
                .forEach(ProcessHandle::destroyForcibly);
        Dray.run("gc");

        await().atMost(SOON).untilAsserted(() -> assertThat(HostState.now()).isEqualTo(before));
        assertThat(HostState.leases()).isEmpty();
    }

    @Test
    void killingAStartAtAnyMomentLeavesNothingAfterGc() throws Exception {
        HostState before = HostState.now();
        for (int delay = 0; delay < 200; delay += 10) {
            Process pod = start("early", "sleep 600");
            // the moment of the kill is what this test varies
            TimeUnit.MILLISECONDS.sleep(delay);
            ProcessHandle.of(pod.pid())
                    .ifPresent(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
            pod.destroyForcibly();
            pod.waitFor();
        }
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(Dray.run("gc").code()).isZero();
            assertThat(HostState.now()).isEqualTo(before);
        });
        assertThat(HostState.leases()).isEmpty();
        assertThat(shell("exit 3").code()).isEqualTo(3);
    }

    @Test
    void fiftyStartsLeaveWhatWasThereBefore() throws Exception {
        HostState before = HostState.now();
        for (int i = 0; i < 50; i++) {
            assertThat(Dray.run("run", SHELL, "--exec=/bin/echo").code()).isZero();
        }
        Dray.run("gc");

        assertThat(HostState.now()).isEqualTo(before);
        assertThat(HostState.leases()).isEmpty();
    }

    @Test
    void nothingIsLeftBelowTheHierarchyThatIsHiddenFromTheRuntime() throws Exception {
        Path uuid = directory.resolve("uuid");
        assertThat(Dray.run("run", "--net=none", "--uuid-file-save=" + uuid, SHELL, "--exec=/bin/echo")
                        .code())
                .isZero();

        String below = "umount /sys/fs/cgroup/unified 2>/dev/null; find /sys/fs/cgroup/unified/dray 2>/dev/null";
        assertThat(Dray.program("unshare", "-m", "--propagation", "private", "sh", "-c", below)
                        .out())
                .doesNotContain(Files.readString(uuid).strip());
    }

    @Test
    void whatIsMissingIsNamedBeforeAnythingStarts() {
        assertRefused(Dray.run("run", "example.com/no-such-image"), "example.com/no-such-image");
        assertRefused(Dray.run("run", SHELL, "--exec=/bin/no-such-program"), "/bin/no-such-program");
        assertRefused(Dray.run("run", "--net=no-such-network", SHELL), "no-such-network");
        assertRefused(Dray.run("run", "--no-such-option", SHELL), "--no-such-option");
        assertRefused(Dray.run("run"), "must provide at least one image");
    }

    private void assertRefused(Dray.Result result, String named) {
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(named).doesNotContain("Exception").doesNotContain("\tat ");
    }

    private static Dray.Result shell(String script) {
        return Dray.run("run", "--net=none", SHELL, "--exec=/bin/sh", "--", "-c", script);
    }

    private Process start(String name, String script) {
        return Dray.start(directory.resolve(name), "run", SHELL, "--exec=/bin/sh", "--", "-c", script);
    }

    private static void signal(Process process, String signal) {
        assertThat(Dray.program("kill", "-" + signal, Long.toString(process.pid()))
                        .code())
                .isZero();
    }

    private static void end(Process pod) throws InterruptedException {
        pod.destroy();
        if (!pod.waitFor(20, TimeUnit.SECONDS)) {
            pod.destroyForcibly();
            throw new AssertionError("the pod did not end");
        }
    }
}
