package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodLifecycleTest {
    private static final String IMAGE = "example.com/acceptance/lifecycle";
    private static final String HANDLERS = "example.com/acceptance/handlers";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @BeforeAll
    static void makeImages(@TempDir Path directory) throws IOException {
        TinyImage.named(IMAGE, directory.resolve("lifecycle")).fetch();
        TinyImage.named(HANDLERS, directory.resolve("handlers"))
                .withApp(
                        "\"eventHandlers\":[{\"name\":\"pre-start\",\"exec\":[\"/bin/sh\",\"-c\",\"echo pre; exit $PRE\"]},"
                                + "{\"name\":\"post-stop\",\"exec\":[\"/bin/sh\",\"-c\",\"echo post of $AC_APP_NAME\"]}]")
                .fetch();
    }

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void aPreparedPodIsRunOnce() {
        String uuid = prepare("echo $AC_APP_NAME; exit 5");
        assertThat(Dray.run("status", uuid).out()).startsWith("state=prepared\ncreated=");

        Dray.Result run = Dray.run("run-prepared", uuid.substring(0, 8));
        assertThat(run.out()).as(run.err()).isEqualTo("lifecycle\n");
        assertThat(run.code()).isEqualTo(5);

        Dray.Result again = Dray.run("run-prepared", uuid);
        assertThat(again.code()).isEqualTo(254);
        assertThat(again.errorLine()).isEqualTo("dray: pod \"" + uuid + "\" is not prepared: it is exited");
        assertThat(Dray.run("status", uuid).out())
                .startsWith("state=exited\n")
                .contains("\nexited=true\n", "\napp-lifecycle=5\n");
    }

    @Test
    void aPreparedPodIsKeptUntilItExpires() {
        String uuid = prepare("true");

        assertThat(Dray.run("gc").out()).doesNotContain(uuid);
        assertThat(Dray.run("gc", "--expire-prepared=0s").out()).contains("Garbage collecting pod \"" + uuid + "\"");
        assertThat(Dray.run("status", uuid).errorLine()).isEqualTo("dray: no matches found for \"" + uuid + "\"");
    }

    @Test
    void rmRemovesWhatDoesNotRun() throws Exception {
        String prepared = prepare("true");
        Path file = directory.resolve("uuid");
        Process pod = Dray.start(
                directory.resolve("out"),
                "run",
                "--net=none",
                "--uuid-file-save=" + file,
                IMAGE,
                "--exec=/bin/sleep",
                "--",
                "100");
        await().atMost(SOON)
                .until(() -> Files.exists(file) && !Files.readString(file).isEmpty());
        String running = Files.readString(file).strip();
        assertThat(Dray.run("status", "--wait-ready=20s", running).out()).startsWith("state=running\n");

        Dray.Result removal = Dray.run("rm", running, prepared);
        assertThat(removal.code()).isEqualTo(254);
        assertThat(removal.out()).isEqualTo("\"" + prepared + "\"\n");
        assertThat(removal.errorLine()).isEqualTo("dray: pod \"" + running + "\" is currently running");
        assertThat(Dray.run("status", "--wait=100ms", running).code()).isEqualTo(254);

        assertThat(Dray.run("stop", "--uuid-file=" + file).out()).isEqualTo("\"" + running + "\"\n");
        assertThat(pod.waitFor()).isNotZero();
        assertThat(Dray.run("status", "--wait", running).out()).startsWith("state=exited\n");
        assertThat(Dray.run("rm", "--uuid-file=" + file).out()).isEqualTo("\"" + running + "\"\n");
    }

    @Test
    void aPodThatExitedIsKeptForTheTimeOfGrace() {
        Path file = directory.resolve("uuid");
        Dray.run("run", "--net=none", "--uuid-file-save=" + file, IMAGE, "--exec=/bin/echo");
        String uuid = read(file);

        assertThat(Dray.run("gc", "--mark-only").err()).isEqualTo("gc: moving pod \"" + uuid + "\" to garbage\n");
        assertThat(Dray.run("gc", "--grace-period=30m").err())
                .isEqualTo("gc: pod \"" + uuid + "\" not removed: still within grace period (30m0s)\n");
        assertThat(Dray.run("status", uuid).out()).startsWith("state=exited garbage\n");
        assertThat(Dray.run("gc", "--grace-period=0s").out()).isEqualTo("Garbage collecting pod \"" + uuid + "\"\n");
    }

    @Test
    void theManifestSaysEverythingThatWasDecided() {
        String uuid = Dray.run(
                        "prepare",
                        "--net=none",
                        "--set-env=A=1",
                        "--volume=v,kind=empty",
                        IMAGE,
                        "--mount=volume=v,target=/v",
                        "--user-label=tier=back",
                        "--memory=64M")
                .out()
                .strip();

        assertThat(Dray.run("cat-manifest", "--pretty-print=false", uuid).out())
                .startsWith("{\"acVersion\":\"0.8.11\",\"acKind\":\"PodManifest\",\"apps\":[{\"name\":\"lifecycle\",")
                .contains(
                        "\"id\":\"sha512-",
                        "{\"name\":\"A\",\"value\":\"1\"}",
                        "\"mounts\":[{\"volume\":\"v\",\"path\":\"/v\"}]")
                .contains("\"name\":\"resource/memory\",\"value\":{\"request\":\"64M\",\"limit\":\"64M\"}")
                .contains("\"userLabels\":{\"tier\":\"back\"}", "\"volumes\":[{\"name\":\"v\",\"kind\":\"empty\"");
    }

    @Test
    void aPodManifestMakesThePod() throws IOException {
        String id = Dray.run("image", "list", "--full", "--no-legend")
                .out()
                .lines()
                .filter(line -> line.contains(IMAGE + ":"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\t.*", "");
        Path manifest = Files.writeString(directory.resolve("pod"), """
                {"acVersion":"0.8.11","acKind":"PodManifest","apps":[{"name":"one","image":{"id":"%s"},
                "app":{"exec":["/bin/sh","-c","echo $AC_APP_NAME; touch /x"],"user":"0","group":"0"},"readOnlyRootFS":true}]}
                """.formatted(id));

        Dray.Result result = Dray.run("run", "--net=none", "--pod-manifest=" + manifest);
        assertThat(result.out()).as(result.err()).isEqualTo("one\n");
        assertThat(result.err()).contains("Read-only file system");
    }

    @Test
    void handlersRunBeforeAndAfterTheApp() {
        Dray.Result good = Dray.run("run", "--net=none", "--set-env=PRE=0", HANDLERS, "--", "-c", "echo main; exit 3");
        assertThat(good.out()).isEqualTo("pre\nmain\npost of handlers\n");
        assertThat(good.code()).isEqualTo(3);

        Dray.Result bad = Dray.run("run", "--net=none", "--set-env=PRE=9", HANDLERS, "--", "-c", "echo main");
        assertThat(bad.out()).isEqualTo("pre\n");
        assertThat(bad.code()).isEqualTo(254);
        assertThat(bad.err()).contains("the pre-start handler /bin/sh of app handlers failed with exit code 9");
    }

    @Test
    void aFailingAppEndsThePodWithItsCode() {
        Dray.Result result = Dray.run(
                "run",
                "--net=none",
                HANDLERS,
                "--name=failing",
                "--environment=PRE=0",
                "--",
                "-c",
                "exit 4",
                "---",
                IMAGE,
                "--name=waiting",
                "--exec=/bin/sleep",
                "--",
                "100");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out()).isEqualTo("pre\npost of failing\n");
    }

    @Test
    void whatAPodLeftCanBeExportedAndRun() {
        Path file = directory.resolve("uuid");
        Dray.run(
                "run",
                "--net=none",
                "--uuid-file-save=" + file,
                IMAGE,
                "--exec=/bin/sh",
                "--",
                "-c",
                "echo left >/left");
        String uuid = read(file);
        String archive = directory.resolve("left.aci").toString();

        Dray.Result export = Dray.run("export", uuid, archive);
        assertThat(export.code()).as(export.err()).isZero();
        assertThat(Dray.program("actool", "validate", archive).code()).isZero();
        String id = Dray.run("--insecure-options=image", "fetch", archive).out().strip();
        assertThat(Dray.run("run", "--net=none", id, "--exec=/bin/cat", "--", "/left")
                        .out())
                .isEqualTo("left\n");
        assertThat(Dray.run("export", uuid, archive).errorLine()).isEqualTo("dray: output file " + archive + " exists");
        assertThat(Dray.run("image", "rm", id).code()).isZero();
    }

    private String prepare(String script) {
        Dray.Result prepared = Dray.run("prepare", "--net=none", IMAGE, "--exec=/bin/sh", "--", "-c", script);
        assertThat(prepared.code()).as(prepared.err()).isZero();
        assertThat(prepared.out()).matches("[0-9a-f-]{36}\n");
        return prepared.out().strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
