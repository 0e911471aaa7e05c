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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service manager learns when a pod is ready, by sd_notify(3); s6-socklog stands for it. */
class NotifyTest {
    private static final String IMAGE = "example.com/acceptance/notifying";
    private static final String PLAIN = "example.com/acceptance/silent";
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Waits for a file and tells then; root's and others' messages alike. */
    private static final String TELL = "until [ -e /go/%s ]; do sleep 0.05; done; perl -MSocket -e '"
            + "socket(S, PF_UNIX, SOCK_DGRAM, 0) or die; send(S, qq{STATUS=fine\\nREADY=1\\n}, 0,"
            + " sockaddr_un($ENV{NOTIFY_SOCKET})) or die $!; print qq{told\\n}'; sleep 100";

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @BeforeAll
    static void makeImages(@TempDir Path images) throws IOException {
        HostPrograms.image(IMAGE, images.resolve("notifying"))
                .annotated("appc.io/executor/supports-systemd-notify", "true")
                .fetch();
        TinyImage.named(PLAIN, images.resolve("silent")).fetch();
    }

    @BeforeEach
    void listen() throws IOException {
        started.add(new ProcessBuilder("s6-socklog", "-x", socket().toString())
                .redirectErrorStream(true)
                .redirectOutput(messages().toFile())
                .start());
        await().atMost(SOON).until(() -> Files.exists(socket()));
        Files.createDirectory(directory.resolve("go"));
    }

    @AfterEach
    void collect() {
        started.forEach(Process::destroy);
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void aPodIsReadyWhenItsAppsAreStarted() throws Exception {
        Process pod = run(PLAIN, "--exec=/bin/sh", "--", "-c", "env | grep -c -e NOTIFY; sleep 100");

        awaitMessage("READY=1");
        // in whosever name it is sent, it is about the process that the service manager has started
        assertThat(Files.readString(messages())).contains("MAINPID=" + pod.pid());
        assertThat(Dray.run("status", "--wait-ready=20s", uuid()).out()).startsWith("state=running\n");
        assertThat(Dray.run("stop", "--force", uuid()).code()).isZero();
        assertThat(Files.readString(directory.resolve("output"))).isEqualTo("0\n");
    }

    @Test
    void anAppThatSaysWhenItIsReadyIsWaitedFor() throws Exception {
        run(
                HostPrograms.VOLUME,
                go(),
                IMAGE,
                HostPrograms.MOUNT,
                "--mount=volume=go,target=/go",
                "--user=1234",
                "--exec=/bin/sh",
                "--",
                "-c",
                TELL.formatted("one"));

        Dray.Result early = Dray.run("status", "--wait-ready=1s", uuid());
        assertThat(early.code()).isEqualTo(254);
        assertThat(early.errorLine()).isEqualTo("dray: pod \"" + uuid() + "\" is not ready after 1s");
        assertThat(Files.readString(messages())).doesNotContain("READY");
        assertThat(asRkt("status", "--wait-ready=20s", uuid()).out()).startsWith("state=running\n");
        Files.createFile(directory.resolve("go/one"));

        assertThat(Dray.run("status", "--wait-ready=20s", uuid()).code()).isZero();
        awaitMessage("READY=1");
        assertThat(Dray.run("stop", "--force", uuid()).code()).isZero();
    }

    @Test
    void aPodIsReadyWhenAllOfThemAre() throws Exception {
        List<String> line = new ArrayList<>(List.of(HostPrograms.VOLUME, go()));
        for (String name : List.of("one", "two")) {
            line.addAll(List.of(
                    IMAGE,
                    "--name=" + name,
                    HostPrograms.MOUNT,
                    "--mount=volume=go,target=/go",
                    "--exec=/bin/sh",
                    "--",
                    "-c",
                    TELL.formatted(name),
                    "---"));
        }
        line.addAll(List.of(PLAIN, "--exec=/bin/sleep", "--", "100"));
        run(line.toArray(String[]::new));

        Files.createFile(directory.resolve("go/one"));
        awaitLine(directory.resolve("output"), "told");
        assertThat(Dray.run("status", "--wait-ready=500ms", uuid()).code()).isEqualTo(254);
        assertThat(Files.readString(messages())).doesNotContain("READY");
        Files.createFile(directory.resolve("go/two"));

        awaitMessage("READY=1");
        assertThat(Dray.run("status", "--wait-ready", uuid()).code()).isZero();
        assertThat(Dray.run("stop", "--force", uuid()).code()).isZero();
    }

    @Test
    void anAppThatNeverTellsEndsTheWaitWithIt() throws Exception {
        Process pod = run(IMAGE, "--exec=/bin/sh", "--", "-c", "exit 4");

        assertThat(pod.waitFor()).isEqualTo(4);
        assertThat(Dray.run("status", "--wait-ready=20s", uuid()).out()).startsWith("state=exited");
        assertThat(Files.readString(messages())).doesNotContain("READY");
    }

    private Process run(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Dray.HOME + "/bin/dray",
                "--dir=" + Dray.DATA,
                "run",
                "--net=none",
                "--uuid-file-save=" + directory.resolve("uuid")));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("NOTIFY_SOCKET", socket().toString());
        Process pod = builder.start();
        started.add(pod);
        await().atMost(SOON).until(() -> Files.exists(directory.resolve("uuid")) && !uuid().isEmpty());
        return pod;
    }

    /** To rkt, only the supervisor of a pod had to be ready. */
    private Dray.Result asRkt(String... arguments) throws IOException {
        Path rkt = Files.createSymbolicLink(directory.resolve("rkt"), Dray.HOME.resolve("bin/dray"));
        List<String> line = new ArrayList<>(List.of(rkt.toString(), "--dir=" + Dray.DATA));
        line.addAll(List.of(arguments));
        return Dray.program(line.toArray(String[]::new));
    }

    private String go() {
        return "--volume=go,kind=host,source=" + directory.resolve("go");
    }

    private String uuid() throws IOException {
        return Files.readString(directory.resolve("uuid")).strip();
    }

    private Path socket() {
        return directory.resolve("manager");
    }

    private Path messages() {
        return directory.resolve("messages");
    }

    private void awaitMessage(String text) {
        awaitLine(messages(), text);
    }

    private static void awaitLine(Path file, String text) {
        await().atMost(SOON).until(() -> Files.readString(file).contains(text));
    }
}
