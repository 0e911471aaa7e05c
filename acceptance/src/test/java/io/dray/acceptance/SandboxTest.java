package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods whose apps come and go while they run. */
class SandboxTest extends OwnSandbox {
    private static final String IMAGE = "example.com/acceptance/sandbox";
    private static final String POD = "sandbox-under-test";
    private static final Map<String, String> EXPERIMENT = Map.of("RKT_EXPERIMENT_APP", "true");

    SandboxTest() {
        super(POD);
    }

    @BeforeAll
    static void makeImage(@TempDir Path layout) throws IOException {
        TinyImage.named(IMAGE, layout.resolve("sandbox"))
                .running("echo I run as $AC_APP_NAME; sleep 1000")
                .fetch();
    }

    @Test
    void anEmptyPodRunsUntilItIsStopped() {
        assertThat(Dray.run("status", POD).out()).startsWith("state=running\n");
        assertThat(Dray.run("app", "list", "--no-legend", POD).out()).isEqualTo("\n");
        assertThat(Dray.run("list", "--format=json").out())
                .contains("{\"name\":\"" + uuid + "\",\"state\":\"running\"");
        assertRefused("pod \"" + uuid + "\" has no apps", "enter", POD);
        assertThat(Dray.run("stop", POD).code()).isZero();
        assertThat(Dray.run("status", POD).out()).startsWith("state=exited\n");
    }

    @Test
    void anAppJoinsIsStartedStoppedStartedAgainAndRemoved() {
        succeed("app", "add", POD, IMAGE, "--name=one", "--user-label=tier=web", "--annotation=note=first");
        assertThat(Dray.run("app", "list", "--no-legend", POD).out()).matches("one\t+created\n");
        assertThat(Dray.run("cat-manifest", "--pretty-print=false", POD).out())
                .contains(
                        "\"name\":\"one\"",
                        "\"userLabels\":{\"tier\":\"web\"}",
                        "{\"name\":\"note\",\"value\":\"first\"}");

        succeed("app", "start", POD, "--app=one");
        assertThat(status("one")).contains("state=running\n").doesNotContain("exit_code");
        assertThat(Dray.run("app", "exec", "--app=one", POD, "/bin/echo", "inside")
                        .out())
                .isEqualTo("inside\n");
        assertThat(Dray.run("app", "start", POD, "--app=one").code()).isZero();

        succeed("app", "stop", POD, "--app=one");
        assertThat(status("one")).contains("state=exited\n", "exit_code=143\n", "finished_at=");
        assertThat(Dray.run("status", POD).out()).startsWith("state=running\n");

        succeed("app", "start", POD, "--app=one");
        assertThat(status("one")).contains("state=running\n").doesNotContain("exit_code");
        assertThat(Dray.run("logs", POD).out()).isEqualTo("I run as one\nI run as one\n");
        assertThat(Dray.run("events").out().lines().filter(line -> line.contains(uuid.substring(0, 8))))
                .anyMatch(line -> line.endsWith("restarted name=" + POD + " app=one code=143"))
                .anyMatch(line -> line.endsWith("created name=" + POD + " app=one"));

        succeed("app", "rm", POD, "--app=one");
        assertThat(Dray.run("app", "list", "--no-legend", POD).out()).isEqualTo("\n");
        assertThat(Dray.DATA.resolve("pods/" + uuid + "/apps")).isEmptyDirectory();
        assertThat(Dray.DATA.resolve("pods/" + uuid + "/services")).isDirectoryNotContaining("glob:**/one");
    }

    @Test
    void whatBecomesOfOneAppIsNothingToTheOthersAndThePod() {
        add("winner", "--exec=/bin/echo", "--", "SUCCESS");
        add("loser", "--exec=/bin/sh", "--", "-c", "exit 12");
        add("sleeper");
        for (String app : List.of("winner", "loser", "sleeper")) {
            succeed("app", "start", POD, "--app=" + app);
        }

        assertThat(eventually("loser", "state=exited")).contains("exit_code=12\n");
        assertThat(eventually("winner", "state=exited")).contains("exit_code=0\n");
        assertThat(status("sleeper")).contains("state=running\n");
        assertThat(Dray.run("app", "list", "--no-legend", POD).out())
                .matches("winner\t+exited\nloser\t+exited\nsleeper\t+running\n");
        assertThat(Dray.run("status", POD).out()).startsWith("state=running\n");
        succeed("app", "rm", POD, "--app=sleeper");
        assertThat(Dray.run("stop", POD).code()).isZero();
        assertThat(Dray.run("status", POD).out()).contains("app-winner=0\napp-loser=12\n");
    }

    @Test
    void appsOfAPodShareItsNetworkAndNamesAndNotTheirRoots() {
        add("one", "--exec=/bin/sh", "--", "-c", "hostname >/dev/shm/name; touch /mine; sleep 1000");
        add("two", "--exec=/bin/sh", "--", "-c", "cat /dev/shm/name; ls /mine; hostname; sleep 1000");
        succeed("app", "start", POD, "--app=one");
        assertThat(eventuallyLogged(() -> Dray.run("app", "exec", "--app=one", POD, "/bin/cat", "/dev/shm/name")
                        .out()))
                .isNotEmpty();
        succeed("app", "start", POD, "--app=two");

        assertThat(eventuallyLogged(() -> Dray.run("logs", POD, "two").out()))
                .isEqualTo("dray-" + uuid + "\nls: /mine: No such file or directory\ndray-" + uuid + "\n");
    }

    @Test
    void aVolumeOfAnAppGoesWithIt() throws IOException {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.writeString(shared.resolve("test"), "content\n");
        for (String target : List.of("/dir", "/../../notexists", "../../notexists")) {
            add(
                    "mounter",
                    "--mnt-volume=name=test,kind=host,source=" + shared + ",target=" + target,
                    "--mnt-volume=name=own,kind=empty,mode=1777,target=/own",
                    "--exec=/bin/sh",
                    "--",
                    "-c",
                    "cat /dir/test /notexists/test 2>/dev/null; stat -c %a /own");
            succeed("app", "start", POD, "--app=mounter");
            assertThat(eventually("mounter", "state=exited"))
                    .contains("mounts=" + shared + ":/", ":(read_only:false),:/own:(read_only:false)\n");
            assertThat(Dray.run("logs", POD).out()).isEqualTo("content\n1777\n");
            succeed("app", "rm", POD, "--app=mounter");
        }
        assertThat(shared.resolve("test")).hasContent("content");
    }

    @Test
    void anAppThatEndsIsStartedAgainIfThatWasWanted() {
        add(
                "steady",
                "--restart=on-failure",
                "--exec=/bin/sh",
                "--",
                "-c",
                "[ -e /second ] || { touch /second; exit 4; }; sleep 1000");
        succeed("app", "start", POD, "--app=steady");

        String json = "";
        for (int i = 0; i < 100 && !json.contains("\"restarts\":1"); i++) {
            json = Dray.run("app", "status", "--app=steady", "--format=json", POD)
                    .out();
        }
        assertThat(json).contains("\"state\":\"running\"", "\"restarts\":1");
        succeed("app", "stop", POD, "--app=steady");
        assertThat(status("steady")).contains("state=exited\n");
    }

    @Test
    void wrongRequestsAreRefusedAndLeaveThePodAlone() {
        add("one");
        assertRefused("multiple apps with name one", "app", "add", POD, IMAGE, "--name=one");
        assertRefused("must provide the pod UUID and an IMAGEID", "app", "add", POD);
        assertRefused("must give only one app", "app", "add", POD, IMAGE, IMAGE);
        assertRefused("there is no /bin/none in the image", "app", "add", POD, IMAGE, "--name=two", "--exec=/bin/none");
        assertRefused(
                "the source /does/not/exist of volume \"gone\" does not exist",
                "app",
                "add",
                POD,
                IMAGE,
                "--name=two",
                "--mnt-volume=name=gone,kind=host,source=/does/not/exist,target=/x");
        assertRefused("target is missing", "app", "add", POD, IMAGE, "--name=two", "--mnt-volume=name=v,kind=empty");
        assertRefused("nonexistent app \"two\"", "app", "start", POD, "--app=two");
        assertRefused("nonexistent app \"two\"", "app", "stop", POD, "--app=two");
        assertRefused("nonexistent app \"two\"", "app", "rm", POD, "--app=two");
        assertRefused("must provide the app to start", "app", "start", POD);
        assertRefused("must provide the app to remove", "app", "rm", POD, "--app=");
        assertRefused("must provide the pod UUID", "app", "stop", "--app=one");
        assertRefused("no matches found for \"nobody\"", "app", "add", "nobody", IMAGE);
        assertRefused("invalid format", "app", "sandbox", "--port=http:8080");
        assertRefused("invalid protocol \"sctp\"", "app", "sandbox", "--port=http:sctp:80:0.0.0.0:8080");
        assertRefused("'0' is not a port", "app", "sandbox", "--port=http:tcp:0:0.0.0.0:8080");

        assertThat(Dray.run("app", "list", "--no-legend", POD).out()).matches("one\t+created\n");
        Dray.run("stop", POD);
        assertRefused("isn't currently running", "app", "add", POD, IMAGE, "--name=two");
        assertRefused("isn't currently running", "app", "start", POD, "--app=one");
        succeed("app", "rm", POD, "--app=one");
    }

    @Test
    void theAppsOfOtherPodsStayWhatTheyAre() {
        Dray.Result run = Dray.run("run", "--detach", "--net=none", "--name=immutable-pod", IMAGE);
        assertThat(run.code()).as(run.err()).isZero();

        assertRefused("immutable pod", "app", "add", "immutable-pod", IMAGE, "--name=two");
        assertRefused("immutable pod", "app", "rm", "immutable-pod", "--app=sandbox");
        Dray.run("stop", "--force", "immutable-pod");
        Dray.run("rm", "immutable-pod");
    }

    @Test
    void theProcessesOfAppsAreFoundAndKilledWhenTheSupervisorWasKilled() {
        add("one");
        succeed("app", "start", POD, "--app=one");
        long supervisor = ProcessHandle.of(pid()).orElseThrow().pid();

        assertThat(Dray.program("kill", "-9", Long.toString(supervisor)).code()).isZero();

        assertThat(Dray.run("app", "list", POD).out()).contains("one");
        Dray.Result refused = Dray.run("app", "add", POD, IMAGE, "--name=two");
        assertThat(refused.code()).isEqualTo(254);
        assertThat(refused.err()).contains("the supervisor of pod \"" + uuid + "\" was killed");
        assertThat(Dray.run("stop", POD).code()).isZero();
        assertThat(Dray.run("rm", POD).code()).isZero();
    }

    @Test
    void anAppWhoseSupervisorIsGoneForGoodIsNotWaitedFor() throws Exception {
        add("one");
        succeed("app", "start", POD, "--app=one");
        PodProcesses processes = new PodProcesses(uuid);
        long supervisor = processes.supervisor("one");
        PodProcesses.kill(processes.scanner());
        PodProcesses.kill(supervisor);

        assertRefused("the pod's supervisor does not answer", "app", "stop", POD, "--app=one");
        assertThat(Dray.run("stop", POD).code()).isZero();
    }

    @Test
    void whatAKilledAdditionLeftIsNoAppAndClearedByTheNext() throws IOException {
        // all but its last step: what it is has not been written
        add("half");
        Path pod = Dray.DATA.resolve("pods/" + uuid);
        Files.delete(pod.resolve("apps/half/app.json"));

        assertThat(Dray.run("app", "list", "--no-legend", POD).out()).isEqualTo("\n");
        assertRefused("nonexistent app \"half\"", "app", "start", POD, "--app=half");
        add("whole");

        assertThat(pod.resolve("apps")).isDirectoryNotContaining("glob:**/half");
        assertThat(Dray.run("app", "list", "--no-legend", POD).out()).matches("whole\t+created\n");
        add("half");
    }

    @Test
    void underRktsNameItIsAnExperimentThatLabelsItsOutput() throws Exception {
        Path rkt = Files.createSymbolicLink(directory.resolve("rkt"), Dray.HOME.resolve("bin/dray"));
        assertThat(Dray.program(rkt.toString(), "--dir=" + Dray.DATA, "app", "sandbox")
                        .code())
                .isEqualTo(254);

        Path output = directory.resolve("output");
        Path file = directory.resolve("uuid");
        ProcessBuilder builder = new ProcessBuilder(
                        rkt.toString(),
                        "--dir=" + Dray.DATA,
                        "app",
                        "sandbox",
                        "--net=none",
                        "--uuid-file-save=" + file)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(EXPERIMENT);
        Process sandbox = builder.start();
        for (int i = 0; i < 200 && !Files.exists(file); i++) {
            sandbox.waitFor(50, TimeUnit.MILLISECONDS);
        }
        String pod = Files.readString(file).strip();
        rkt(rkt, "status", "--wait-ready=30s", pod);
        rkt(rkt, "app", "add", "--debug", pod, IMAGE, "--name=hello", "--exec=/bin/echo", "--", "from the sandbox");
        rkt(rkt, "app", "start", "--debug", pod, "--app=hello");
        for (int i = 0; i < 200 && !Files.readString(output).contains("sandbox"); i++) {
            sandbox.waitFor(50, TimeUnit.MILLISECONDS);
        }
        assertThat(Files.readString(output)).matches("\\[ *[0-9.]+\\] hello\\[[0-9]+\\]: from the sandbox\n");
        rkt(rkt, "app", "rm", "--debug", pod, "--app=hello");
        assertThat(rkt(rkt, "app", "list", "--no-legend", pod).out()).isEqualTo("\n");
        rkt(rkt, "stop", pod);
        assertThat(sandbox.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sandbox.exitValue()).isZero();
        rkt(rkt, "rm", pod);
    }

    private static Dray.Result rkt(Path rkt, String... arguments) {
        String[] line = new String[arguments.length + 2];
        line[0] = rkt.toString();
        line[1] = "--dir=" + Dray.DATA;
        System.arraycopy(arguments, 0, line, 2, arguments.length);
        Dray.Result result = Dray.program(EXPERIMENT, line);
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private static void add(String name, String... more) {
        String[] line = new String[more.length + 5];
        System.arraycopy(new String[] {"app", "add", POD, IMAGE, "--name=" + name}, 0, line, 0, 5);
        System.arraycopy(more, 0, line, 5, more.length);
        succeed(line);
    }

    private static void succeed(String... arguments) {
        Dray.Result result = Dray.run(arguments);
        assertThat(result.code()).as(result.err()).isZero();
    }

    private static void assertRefused(String reason, String... arguments) {
        Dray.Result result = Dray.run(arguments);
        assertThat(result.code()).as(result.err()).isEqualTo(254);
        assertThat(result.errorLine()).startsWith("dray: ").contains(reason);
        assertThat(result.out()).isEmpty();
    }

    private static String status(String app) {
        return Dray.run("app", "status", "--app=" + app, POD).out();
    }

    private static String eventually(String app, String wanted) {
        String status = "";
        for (int i = 0; i < 100 && !status.contains(wanted); i++) {
            status = status(app);
        }
        return status;
    }

    private static String eventuallyLogged(java.util.function.Supplier<String> look) {
        String text = "";
        for (int i = 0; i < 100 && text.isEmpty(); i++) {
            text = look.get();
        }
        return text;
    }

    private static long pid() {
        return Dray.run("status", POD)
                .out()
                .lines()
                .filter(line -> line.startsWith("pid="))
                .map(line -> Long.parseLong(line.substring("pid=".length())))
                .findFirst()
                .orElseThrow();
    }
}
