package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an image wants to run before its app and after it, each time that the app runs. */
class EventHandlerTest {
    private static final String IMAGE = "example.com/acceptance/handlers";
    private static final String POD = "handlers-under-test";

    @TempDir
    Path directory;

    private Path notes = Path.of("");

    @BeforeEach
    void makeImage() throws IOException {
        notes = Files.createDirectory(directory.resolve("notes"));
        TinyImage.named(IMAGE, directory.resolve("image"))
                .running("echo app $AC_APP_NAME >>/notes/log; . /notes/app")
                .withApp("\"eventHandlers\":[{\"name\":\"pre-start\",\"exec\":[\"/bin/sh\",\"/pre\"]},"
                        + "{\"name\":\"post-stop\",\"exec\":[\"/bin/sh\",\"/post\"]}],"
                        + "\"mountPoints\":[{\"name\":\"notes\",\"path\":\"/notes\"}]")
                .withFile("pre", "echo pre $AC_APP_NAME >>/notes/log; . /notes/before")
                .withFile("post", "echo post $AC_APP_NAME >>/notes/log; . /notes/post-stop; exit 9")
                .fetch();
        Files.writeString(notes.resolve("before"), "exit 0\n");
        Files.writeString(notes.resolve("app"), "exit 0\n");
        Files.writeString(notes.resolve("post-stop"), "");
    }

    @AfterEach
    void remove() {
        Dray.run("stop", "--force", POD);
        Dray.run("rm", POD);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void theyRunAroundTheOneApp(int code) throws IOException {
        Files.writeString(notes.resolve("app"), "exit " + code + "\n");

        assertThat(Dray.run(run(false)).code()).isEqualTo(code);

        assertThat(log()).containsExactly("pre one", "app one", "post one");
    }

    @Test
    void theyRunAroundEachOfSeveralAppsAndAllBeforeTheFirst() throws IOException {
        assertThat(Dray.run(run(true)).code()).isZero();

        assertThat(log().subList(0, 2)).containsExactly("pre one", "pre two");
        assertThat(log()).contains("app one", "post one", "app two", "post two").hasSize(6);
        assertThat(log().indexOf("app one")).isLessThan(log().indexOf("post one"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatFailsBeforeKeepsEverythingFromBeingStarted(boolean several) throws IOException {
        Files.writeString(notes.resolve("before"), "exit 3\n");

        Dray.Result run = Dray.run(run(several));

        assertThat(run.code()).isEqualTo(254);
        assertThat(run.err()).contains("the pre-start handler /bin/sh of app one failed with exit code 3");
        assertThat(log()).containsExactly("pre one");
        assertThat(Dray.run("status", POD).errorLine()).isEqualTo("dray: no matches found for \"" + POD + "\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatFollowsFollowsAlsoAnAppThatWasKilled(boolean several) throws IOException {
        Files.writeString(notes.resolve("app"), "kill -9 $$\n");

        assertThat(Dray.run(run(several)).code()).isEqualTo(137);

        assertThat(log()).contains("app one", "post one");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itFollowsThePodsStopToo(boolean several) throws Exception {
        Files.writeString(notes.resolve("app"), "sleep 1000\n");
        Process pod = start(several);

        assertThat(Dray.run("stop", POD).code()).isZero();

        assertThat(pod.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(log()).contains("post one");
        assertThat(log().contains("post two")).isEqualTo(several);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatFollowsMayTakeItsTime(boolean several) throws IOException {
        Files.writeString(notes.resolve("app"), "exit 4\n");
        // longer than a supervisor waits that is not told otherwise
        Files.writeString(notes.resolve("post-stop"), "sleep 6; echo done >>/notes/log\n");

        assertThat(Dray.run(run(several)).code()).isEqualTo(4);

        assertThat(log()).containsSubsequence("app one", "post one", "done");
        assertThat(log().stream().filter("app one"::equals)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void byForceItEndsAtOnceAndIsFollowedAllTheSame(boolean several) throws Exception {
        Files.writeString(notes.resolve("app"), "echo mine >/mine; trap '' TERM; sleep 1000\n");
        Files.writeString(notes.resolve("post-stop"), "cat /mine >>/notes/log\n");
        Process pod = start(several);

        assertThat(Dray.run("stop", "--force", POD).code()).isZero();

        // of a process that a signal has ended Java says the same
        assertThat(pod.waitFor()).isEqualTo(128 + 9);
        assertThat(Dray.run("status", POD).out()).startsWith("state=exited\n").contains("app-one=137\n");
        assertThat(log()).containsSubsequence("app one", "post one", "mine");
        assertThat(log().contains("post two")).isEqualTo(several);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void byForceAHandlerThatDoesNotEndIsEndedToo(boolean several) throws Exception {
        Files.writeString(notes.resolve("app"), "exit 6\n");
        Files.writeString(notes.resolve("post-stop"), "sleep 1000\n");
        Process pod = Dray.start(directory.resolve("output"), run(several));
        await("post one");
        assertThat(Dray.run("status", POD).out()).startsWith("state=running\n");

        assertThat(Dray.run("stop", "--force", POD).code()).isZero();

        assertThat(pod.waitFor()).isEqualTo(128 + 9);
        assertThat(Dray.run("status", POD).out()).startsWith("state=exited\n").contains("app-one=6\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "rm", "gc"})
    void whoFindsThatItsSupervisorsWereKilledRunsWhatFollows(String finder) throws Exception {
        Files.writeString(notes.resolve("app"), "echo mine >/mine; sleep 1000\n");
        Files.writeString(notes.resolve("post-stop"), "cat /mine >>/notes/log\n");
        boolean several = finder.equals("gc");
        List<String> options = finder.equals("rm") ? List.of("--private-users") : List.of("--pid=shared");
        start(several, options.toArray(String[]::new));
        for (long process : supervising(several)) {
            PodProcesses.kill(process);
        }
        assertThat(log()).doesNotContain("post one");

        Dray.Result found = finder.equals("gc") ? Dray.run("gc") : Dray.run(finder, POD);

        assertThat(found.code()).as(found.err()).isZero();
        assertThat(log()).containsSubsequence("app one", "post one", "mine");
        assertThat(log().stream().filter("post one"::equals)).hasSize(1);
        assertThat(log().contains("post two")).isEqualTo(several);
        if (finder.equals("stop")) {
            assertThat(Dray.run("status", POD).out())
                    .startsWith("state=exited\n")
                    .contains("app-one=137\n");
        }
    }

    private List<Long> supervising(boolean several) throws IOException {
        PodProcesses processes = new PodProcesses(uuid());
        if (several) {
            return processes.supervising();
        }
        long runtime = processes.runtime("one");
        long shell = ProcessHandle.of(runtime)
                .flatMap(ProcessHandle::parent)
                .orElseThrow()
                .pid();
        return List.of(shell, runtime);
    }

    private static String uuid() throws IOException {
        return String.valueOf(
                Files.readSymbolicLink(Dray.DATA.resolve("names").resolve(POD)).getFileName());
    }

    /** A pod of which all apps run. */
    private Process start(boolean several, String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of(run(several)));
        line.addAll(1, List.of(options));
        Process pod = Dray.start(directory.resolve("output"), line.toArray(String[]::new));
        await("app one");
        if (several) {
            await("app two");
        }
        return pod;
    }

    @Test
    void bothRunAgainWithEachRunOfAnAppThatIsStartedAgain() throws Exception {
        Files.writeString(
                notes.resolve("app"), "[ -e /notes/second ] || { touch /notes/second; exit 4; }; sleep 1000\n");
        List<String> line = new ArrayList<>(List.of(run(false)));
        line.addAll(1, List.of("--detach", "--restart=on-failure"));
        assertThat(Dray.run(line.toArray(String[]::new)).code()).isZero();
        for (int i = 0; i < 200 && log().size() < 5; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }

        assertThat(log()).containsExactly("pre one", "app one", "post one", "pre one", "app one");
        // a failed handler is a failed run, of which the app knows nothing
        Files.writeString(notes.resolve("before"), "exit 3\n");
        assertThat(Dray.run("app", "stop", "--app=one", POD).code()).isZero();
        assertThat(log()).hasSize(6).endsWith("post one");
    }

    @Test
    void inAMutablePodTheyRunWithTheApp() throws Exception {
        assertThat(Dray.run("app", "sandbox", "--detach", "--net=none", "--name=" + POD)
                        .code())
                .isZero();
        Files.writeString(notes.resolve("app"), "sleep 1000\n");
        String volume = "--mnt-volume=name=notes,kind=host,source=" + notes + ",target=/notes";
        assertThat(Dray.run("app", "add", POD, IMAGE, "--name=one", volume).code())
                .isZero();
        assertThat(notes.resolve("log")).doesNotExist();

        assertThat(Dray.run("app", "start", POD, "--app=one").code()).isZero();
        await("app one");
        assertThat(Dray.run("app", "stop", POD, "--app=one").code()).isZero();
        assertThat(log()).containsExactly("pre one", "app one", "post one");

        Files.writeString(notes.resolve("before"), "exit 3\n");
        Dray.Result failed = Dray.run("app", "start", POD, "--app=one");
        assertThat(failed.code()).isEqualTo(254);
        assertThat(failed.errorLine()).isEqualTo("dray: app one was not started: what runs before it failed");
        assertThat(log()).containsExactly("pre one", "app one", "post one", "pre one", "post one");
        assertThat(Dray.run("app", "status", POD, "--app=one").out()).contains("state=exited\n", "exit_code=254\n");
    }

    @Test
    void anAppIsRemovedThoughItsHandlerDoesNotEnd() throws Exception {
        assertThat(Dray.run("app", "sandbox", "--detach", "--net=none", "--name=" + POD)
                        .code())
                .isZero();
        Files.writeString(notes.resolve("post-stop"), "sleep 1000\n");
        String volume = "--mnt-volume=name=notes,kind=host,source=" + notes + ",target=/notes";
        assertThat(Dray.run("app", "add", POD, IMAGE, "--name=one", volume).code())
                .isZero();
        assertThat(Dray.run("app", "start", POD, "--app=one").code()).isZero();
        await("post one");

        Dray.Result removed = Dray.run("app", "rm", POD, "--app=one");

        assertThat(removed.code()).as(removed.err()).isZero();
        assertThat(Dray.run("app", "list", "--no-legend", POD).out()).isEqualTo("\n");
        assertThat(Dray.run("status", POD).out()).startsWith("state=running\n");
    }

    private void await(String line) throws Exception {
        for (int i = 0; i < 400 && !log().contains(line); i++) {
            TimeUnit.MILLISECONDS.sleep(25);
        }
        assertThat(log()).contains(line);
    }

    private List<String> log() throws IOException {
        Path log = notes.resolve("log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private String[] run(boolean several) {
        List<String> line = new ArrayList<>(List.of(
                "run", "--net=none", "--name=" + POD, "--volume=notes,kind=host,source=" + notes, IMAGE, "--name=one"));
        if (several) {
            line.addAll(List.of("---", IMAGE, "--name=two"));
        }
        return line.toArray(String[]::new);
    }
}
