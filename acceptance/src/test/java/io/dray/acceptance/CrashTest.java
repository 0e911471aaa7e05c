package io.dray.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of docs/pod-lifecycle.md: every process of a pod is killed once, and the machine is started anew. */
class CrashTest {
    private static final String IMAGE = "example.com/acceptance/crash";
    /** Whose apps do not notice that nobody reads what they write. */
    private static final String SILENT = "example.com/acceptance/crash-silent";

    /** Whose app ends at once, and whose post-stop handler does not when it runs for the first time. */
    private static final String FOLLOWED = "example.com/acceptance/crash-followed";

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private HostState before;

    private List<String> leasesBefore;

    @BeforeAll
    static void makeImage(@TempDir Path directory) throws IOException {
        TinyImage.named(IMAGE, directory.resolve("crash"))
                .running("echo up; i=0; while sleep 0.1; do i=$((i+1)); echo line $i; done")
                .fetch();
        TinyImage.named(SILENT, directory.resolve("silent"))
                .running("echo up; sleep 600")
                .fetch();
        TinyImage.named(FOLLOWED, directory.resolve("followed"))
                .running("echo up; exit 7")
                .withFile("follow", "echo follows; [ -e /again ] || { touch /again; sleep 600; }\n")
                .withApp("\"eventHandlers\":[{\"name\":\"post-stop\",\"exec\":[\"/bin/sh\",\"/follow\"]}]")
                .fetch();
    }

    @BeforeEach
    void look() throws IOException {
        before = HostState.now();
        leasesBefore = HostState.leases();
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(Dray.run("gc").code()).isZero();
            assertThat(HostState.now()).isEqualTo(before);
        });
        assertThat(HostState.leases()).isEqualTo(leasesBefore);
    }

    @Test
    void anAppThatIsKilledEndsThePodWith137() throws Exception {
        String uuid = detach();
        PodProcesses.kill(new PodProcesses(uuid).init("b"));

        assertThat(waitForEnd(uuid)).contains("state=exited", "app-b=137");
    }

    @Test
    void aRuntimeThatIsKilledTakesItsAppWithIt() throws Exception {
        String uuid = detach();
        PodProcesses processes = new PodProcesses(uuid);
        long init = processes.init("b");
        PodProcesses.kill(processes.runtime("b"));

        assertThat(waitForEnd(uuid)).contains("state=exited", "app-b=137");
        await().atMost(SOON).until(() -> ProcessHandle.of(init).isEmpty());
    }

    @Test
    void aSupervisorThatIsKilledIsReplacedAndStartsItsAppAnew() throws Exception {
        String uuid = detach();
        PodProcesses processes = new PodProcesses(uuid);
        long app = processes.init("b");
        long other = processes.init("a");
        PodProcesses.kill(processes.supervisor("b"));

        await().atMost(SOON).ignoreExceptionsInstanceOf(AssertionError.class).until(() -> processes.init("b") != app);
        assertThat(ProcessHandle.of(app)).isEmpty();
        assertThat(processes.init("a")).isEqualTo(other);
        assertThat(status(uuid)).contains("state=running");
        stop(uuid);
    }

    @Test
    void anAppDoesNotRunAgainBecauseWhatFollowsItIsKilled() throws Exception {
        Dray.Result started = Dray.run("run", "--detach", FOLLOWED, "--name=b");
        assertThat(started.err()).isEmpty();
        String uuid = started.out().strip();
        PodProcesses processes = new PodProcesses(uuid);
        await().atMost(SOON).until(() -> lines(uuid).contains("follows"));
        PodProcesses.kill(processes.follower("b"));

        assertThat(waitForEnd(uuid)).contains("state=exited", "app-b=7");
        assertThat(lines(uuid)).containsExactly("up", "follows", "follows");
    }

    @Test
    void aLoggerThatIsKilledLosesNoLine() throws Exception {
        String uuid = detach();
        PodProcesses processes = new PodProcesses(uuid);
        long logger = processes.logger("b");
        PodProcesses.kill(logger);
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(AssertionError.class)
                .until(() -> processes.logger("b") != logger);
        int written = lines(uuid).size();
        await().atMost(SOON).until(() -> lines(uuid).size() > written + 3);

        stop(uuid);
        List<String> expected = new ArrayList<>(List.of("up"));
        List<String> lines = lines(uuid);
        for (int i = 1; i < lines.size(); i++) {
            expected.add("line " + i);
        }
        assertThat(lines).isEqualTo(expected);
    }

    @Test
    void withoutItsScannerThePodRunsOnAndCanBeStopped() throws Exception {
        String uuid = detach();
        PodProcesses processes = new PodProcesses(uuid);
        long app = processes.init("b");
        PodProcesses.kill(processes.scanner());

        assertThat(status(uuid)).contains("state=running");
        assertThat(ProcessHandle.of(app)).isPresent();
        stop(uuid);
        await().atMost(SOON).until(() -> ProcessHandle.of(app).isEmpty());
    }

    @Test
    void aPodThatNobodySupervisesIsAnOrphanThatGcKills() throws Exception {
        String uuid = detach(SILENT);
        PodProcesses processes = new PodProcesses(uuid);
        long app = processes.init("b");
        killAtOnce(processes.supervising());

        await().atMost(SOON).until(() -> status(uuid).contains("state=orphaned"));
        assertThat(ProcessHandle.of(app)).isPresent();
        assertThat(Dray.run("gc").code()).isZero();
        await().atMost(SOON).until(() -> ProcessHandle.of(app).isEmpty());
    }

    @Test
    void anOrphanCanBeStopped() throws Exception {
        String uuid = detach(SILENT);
        PodProcesses processes = new PodProcesses(uuid);
        long app = processes.init("b");
        killAtOnce(processes.supervising());

        stop(uuid);
        await().atMost(SOON).until(() -> ProcessHandle.of(app).isEmpty());
    }

    @Test
    void aPodOfTheTimeBeforeTheMachineStartedAnewHasEnded() throws Exception {
        String uuid = detach();
        Path pod = Dray.DATA.resolve("pods").resolve(uuid);
        List<ProcessHandle> tree = Stream.concat(
                        Stream.of(ProcessHandle.of(new PodProcesses(uuid).scanner())
                                .orElseThrow()),
                        ProcessHandle.of(new PodProcesses(uuid).scanner())
                                .orElseThrow()
                                .descendants())
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
        await().atMost(SOON).until(() -> tree.stream().noneMatch(ProcessHandle::isAlive));
        // what a new start of the machine takes: everything under /run; the pid of the owner may be another's now
        Files.writeString(pod.resolve("owner"), "1.1.00000000\n");
        Dray.program("sh", "-c", "rm -rf /run/dray/crun/" + uuid + "-*");

        await().atMost(SOON).until(() -> status(uuid).contains("state=exited"));
        assertThat(Dray.run("list").out()).contains(uuid.substring(0, 8)).contains("exited");
    }

    /** None of them sees another one die: they are held before they are killed. */
    private static void killAtOnce(List<Long> processes) {
        for (String signal : List.of("STOP", "KILL")) {
            List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
            processes.forEach(process -> command.add(process.toString()));
            assertThat(Dray.program(command.toArray(String[]::new)).code()).isZero();
        }
    }

    private static String detach() {
        return detach(IMAGE);
    }

    private static String detach(String image) {
        Dray.Result started = Dray.run("run", "--detach", image, "--name=a", "---", image, "--name=b");
        assertThat(started.err()).isEmpty();
        String uuid = started.out().strip();
        await().atMost(SOON).until(() -> lines(uuid).contains("up"));
        return uuid;
    }

    private static List<String> lines(String uuid) {
        return Dray.run("logs", uuid, "b").out().lines().toList();
    }

    private static String status(String uuid) {
        return Dray.run("status", uuid).out();
    }

    private static String waitForEnd(String uuid) {
        return Dray.run("status", "--wait=" + SOON.toSeconds() + "s", uuid).out();
    }

    private static void stop(String uuid) {
        assertThat(Dray.run("stop", uuid).code()).isZero();
        await().atMost(SOON.toSeconds(), SECONDS).until(() -> status(uuid).contains("state=exited"));
    }
}
