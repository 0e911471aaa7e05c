package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods whose apps have one process namespace. */
class SharedProcessesTest {
    private static final String IMAGE = "example.com/acceptance/shared-processes";
    private static final String POD = "shared-processes-under-test";
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Ends when the other app has written the file. */
    private static final String WAIT_FOR = "until [ -e /dev/shm/%s ]; do sleep 0.05; done; ";

    private static final String SHOW = "/bin/busybox ps -o ppid,stat,args";

    @TempDir
    Path directory;

    @BeforeAll
    static void makeImage(@TempDir Path layout) throws IOException {
        TinyImage.named(IMAGE, layout.resolve("image")).fetch();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        Dray.run("stop", "--force", POD);
        Dray.run("gc");
        HostState state = HostState.now();
        assertThat(state.cgroups()).noneMatch(group -> group.endsWith("/_processes"));
        assertThat(state.runtime()).noneMatch(container -> container.endsWith("_processes"));
    }

    @Test
    void appsSeeAndSignalEachOtherAndNobodyElse() {
        Dray.Result pod = run(
                "--pid=shared",
                "trap 'echo signalled; exit 0' USR1; echo $$ >/dev/shm/pid; touch /dev/shm/ready;"
                        + " while :; do sleep 0.05; done",
                WAIT_FOR.formatted("ready") + SHOW + "; kill -USR1 $(cat /dev/shm/pid)");

        assertThat(pod.err()).isEmpty();
        assertThat(pod.out()).contains("dray-init", "touch /dev/shm/ready", "signalled\n");
        assertThat(pod.out().lines()).hasSizeLessThan(20);
        assertThat(pod.code()).isZero();
    }

    @Test
    void withoutTheOptionTheyDoNot() {
        for (String option : List.of("--pid=private", "--pid=auto", "--hostname=any")) {
            Dray.Result pod =
                    run(option, "touch /dev/shm/ready; sleep 0.5; # hidden", WAIT_FOR.formatted("ready") + SHOW);

            assertThat(pod.out()).as(option).contains("ready").doesNotContain("hidden");
        }
    }

    @Test
    void theEndOfAnAppEndsAllThatItStartedAndNothingElse() {
        Dray.Result pod = run(
                "--pid=shared",
                "(/bin/busybox setsid sleep 4711 &); (sleep 0.1 & exec sleep 0.2) & sleep 0.5; touch /dev/shm/ready",
                WAIT_FOR.formatted("ready")
                        + "while grep -q [4]711 /proc/[0-9]*/cmdline; do sleep 0.05; done 2>/dev/null;" + SHOW
                        + "; echo still here");

        assertThat(pod.out()).contains("still here\n").doesNotContain("setsid", " Z ");
        assertThat(pod.code()).isZero();
    }

    @Test
    void noAppReachesTheRootOfTheFirstProcessOrEndsIt() {
        Dray.Result pod = run(
                "--pid=shared",
                "kill -9 1; kill -TERM 1; kill -TERM 2; ls /proc/1/root/ /proc/2/root/ /proc/1/cwd/ /proc/2/fd/3;"
                        + " cat /proc/2/environ; sleep 0.3; cat /proc/2/comm; exit 0",
                "sleep 1; echo unharmed");

        assertThat(pod.out()).contains("busybox\n", "unharmed\n");
        assertThat(pod.err()).contains("ls: /proc/1/root/: Permission denied", "ls: /proc/2/root/: Permission denied");
        assertThat(pod.code()).isZero();
    }

    @Test
    void usersOfItsOwnAreNoObstacle() {
        Dray.Result pod = Dray.run(pod(
                List.of("run", "--net=none", "--pid=shared", "--private-users"),
                "touch /dev/shm/ready; sleep 0.5; # seen",
                WAIT_FOR.formatted("ready") + SHOW + "; ls /proc/1/root/"));

        assertThat(pod.out()).contains("# seen");
        assertThat(pod.err()).contains("/proc/1/root/: Permission denied");
    }

    @Test
    void anAppIsStartedAgainAndEnteredAmongTheOthers() {
        start("--pid=shared", "--restart=always");
        await().atMost(SOON).until(() -> Dray.run("logs", POD).out().lines().count() >= 2);

        Dray.Result entered = Dray.run("enter", "--app=two", POD, "/bin/busybox", "ps", "-o", "pid,args");

        assertThat(entered.out()).contains("dray-init", "sleep 1000", "# first");
        assertThat(Dray.run("status", POD).out()).contains("\npid_namespace=shared\n");
        assertThat(Dray.run("status", "--format=json", POD).out()).contains("\"pid_namespace\":\"shared\"");
        assertThat(Dray.run("stop", POD).code()).isZero();
        assertThat(Dray.run("status", POD).out()).contains("state=exited", "app-two=143");
    }

    @Test
    void thePodEndsWithTheFirstProcess() throws IOException {
        Path output = directory.resolve("output");
        Process pod = Dray.start(
                output, pod(List.of("run", "--name=" + POD, "--net=none", "--pid=shared"), "sleep 1000", "sleep 1000"));
        await().atMost(SOON).until(this::isRunning);

        killFirstProcess();

        await().atMost(SOON).until(() -> !pod.isAlive());
        assertThat(pod.exitValue()).isEqualTo(137);
        assertThat(Files.readString(output)).contains("ended because the first of its shared processes was killed");
    }

    @Test
    void thePodEndsWithTheFirstProcessAlsoWhereAppsAreStartedAgain() throws IOException {
        start("--pid=shared", "--restart=always");

        killFirstProcess();

        assertThat(Dray.run("status", "--wait=30s", POD).out()).startsWith("state=exited\n");
    }

    @Test
    void aMutablePodSharesThemWithAllWhoJoin() throws IOException {
        Dray.Result sandbox = Dray.run("app", "sandbox", "--detach", "--net=none", "--name=" + POD, "--pid=shared");
        assertThat(sandbox.code()).as(sandbox.err()).isZero();
        for (String app : List.of("one", "two")) {
            assertThat(Dray.run("app", "add", POD, IMAGE, "--name=" + app, "--", "-c", "sleep 1000; # " + app)
                            .code())
                    .isZero();
            assertThat(Dray.run("app", "start", POD, "--app=" + app).code()).isZero();
        }
        assertThat(Dray.run("app", "exec", "--app=two", POD, "/bin/busybox", "ps", "-o", "args")
                        .out())
                .contains("# one");
        assertThat(Dray.run("app", "rm", POD, "--app=one").code()).isZero();
        assertThat(Dray.run("app", "exec", "--app=two", POD, "/bin/busybox", "ps", "-o", "args")
                        .out())
                .doesNotContain("# one")
                .contains("# two");

        killFirstProcess();

        assertThat(Dray.run("status", "--wait=30s", POD).out()).contains("state=exited\n", "app-two=");
    }

    @Test
    void aPreparedPodKeepsTheChoiceUntilItIsRunOtherwise() {
        String first = "touch /dev/shm/ready; sleep 0.5; # seen";
        String second = WAIT_FOR.formatted("ready") + SHOW;

        String kept = Dray.run(pod(List.of("prepare", "--net=none", "--pid=shared"), first, second))
                .out()
                .strip();
        assertThat(Dray.run("run-prepared", kept).out()).contains("# seen");
        String changed = Dray.run(pod(List.of("prepare", "--net=none", "--pid=shared"), first, second))
                .out()
                .strip();
        assertThat(Dray.run("run-prepared", "--pid=private", changed).out())
                .contains("ready")
                .doesNotContain("# seen");
    }

    @Test
    void underTheNameRktTheyShareThemAsRktsDid() throws IOException {
        Rkt rkt = Rkt.in(directory);
        rkt.fetch(TinyImage.named(IMAGE, directory.resolve("image")));
        String first = "touch /dev/shm/ready; sleep 0.5; # seen";
        String second = WAIT_FOR.formatted("ready") + SHOW;

        assertThat(rkt.run(pod(List.of("run", "--net=none"), first, second)).out())
                .contains("# seen");
        assertThat(rkt.run(pod(List.of("run", "--net=none", "--pid=private"), first, second))
                        .out())
                .contains("ready")
                .doesNotContain("# seen");
        rkt.collect();
    }

    @Test
    void whatIsNeitherIsRefused() {
        Dray.Result pod = Dray.run("run", "--pid=host", IMAGE);

        assertThat(pod.code()).isEqualTo(254);
        assertThat(pod.errorLine()).isEqualTo("dray: --pid takes one of auto|private|shared, not 'host'");
    }

    private static Dray.Result run(String option, String first, String second) {
        return Dray.run(pod(List.of("run", "--net=none", option), first, second));
    }

    private static String[] pod(List<String> command, String first, String second) {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(IMAGE, "--name=one", "--exec=/bin/sh", "--", "-c", first, "---"));
        words.addAll(List.of(IMAGE, "--name=two", "--exec=/bin/sh", "--", "-c", second));
        return words.toArray(String[]::new);
    }

    /** In the background: the first app ends again and again. */
    private void start(String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--detach", "--net=none", "--name=" + POD));
        command.addAll(List.of(options));
        Dray.Result started = Dray.run(pod(command, "echo run; sleep 3; # first", "sleep 1000"));
        assertThat(started.code()).as(started.err()).isZero();
    }

    private boolean isRunning() {
        return Dray.run("status", POD).out().startsWith("state=running\n");
    }

    private static void killFirstProcess() throws IOException {
        Path pid = Dray.DATA.resolve("names").resolve(POD).resolve("processes/pid");
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .orElseThrow()
                        .destroyForcibly())
                .isTrue();
    }
}
