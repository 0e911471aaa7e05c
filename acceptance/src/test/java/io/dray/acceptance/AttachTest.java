package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that read and write the standard streams of an app that runs already. */
class AttachTest {
    private static final String IMAGE = "example.com/acceptance/attached";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ANSWER =
            "while read -r word; do echo out $word; echo err $word >&2; [ $word != end ] || exit 5; done; exit 9";

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @BeforeAll
    static void makeImage(@TempDir Path images) throws IOException {
        TinyImage.named(IMAGE, images.resolve("attached"))
                .withScript("answer", "#!/bin/sh\n" + ANSWER + "\n")
                .fetch();
    }

    @AfterEach
    void collect() {
        // apps go on without a scanner that is killed
        Dray.run("list", "--full", "--no-legend", "--state=running", "--fields=uuid")
                .out()
                .lines()
                .forEach(pod -> Dray.run("stop", "--force", pod));
        started.forEach(Process::destroyForcibly);
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void severalCommandsReadAndWriteTheStreamsOfAnApp() throws Exception {
        Process pod = run(IMAGE, "--stdin=stream", "--stdout=stream", "--stderr=stream", "--exec=/answer");
        Session first = attach();
        Session second = attach("--mode=stdin,stderr");

        assertThat(Dray.run("attach", "--mode=list", uuid()).out()).isEqualTo("stdin\nstdout\nstderr\n");
        // until both are there, what is said may be heard by one only
        assertThat(first.ask("hello")).isEqualTo("out hello");
        second.askError("ready");
        first.ask("one");
        assertThat(second.askError("two")).isEqualTo("err two");
        second.detach();
        first.skipUntil("out two");
        first.write("end");

        assertThat(first.skipUntil("out end")).isTrue();
        assertThat(first.code()).isZero();
        assertThat(pod.waitFor()).isEqualTo(5);
        assertThat(Files.readString(output())).isEmpty();
    }

    @Test
    void theEndOfTheInputIsNotThatOfTheApps() throws Exception {
        run(IMAGE, "--stdin=stream", "--stdout=stream", "--exec=/answer");

        Dray.Result one = Dray.program(
                "bash", "-c", "echo once | timeout 3 " + String.join(" ", command("attach", "--mode=stdin", uuid())));
        assertThat(one.code()).isEqualTo(124);
        Session other = attach();
        assertThat(other.ask("again")).isEqualTo("out again");
    }

    @Test
    void whatIsNotAttachedToGoesWhereThePodsOutputGoes() throws Exception {
        Process pod = run(IMAGE, "--stdin=stream", "--stderr=null", "--exec=/answer");

        assertThat(Dray.run("attach", "--mode=list", uuid()).out()).isEqualTo("stdin\n");
        Session session = attach();
        session.write("one");
        session.write("end");

        assertThat(pod.waitFor()).isEqualTo(5);
        assertThat(Files.readString(output())).isEqualTo("out one\nout end\n");
    }

    @Test
    void signalsAndRestartsAreThoseOfAnyApp() throws Exception {
        Process pod = run(
                "--restart=on-failure",
                IMAGE,
                "--stdin=stream",
                "--stdout=stream",
                "--exec=/bin/sh",
                "--",
                "-c",
                "trap 'echo usr; exit 6' USR1; trap 'exit 0' TERM; while :; do read -r word; echo got $word; done");
        Session first = attach();
        assertThat(first.ask("one")).isEqualTo("got one");

        assertThat(Dray.program("kill", "-USR1", Long.toString(pod.pid())).code())
                .isZero();
        assertThat(first.skipUntil("usr")).isTrue();
        assertThat(first.code()).isZero();
        await().atMost(SOON)
                .until(() -> Dray.run("attach", "--mode=list", uuid()).code() == 0 && Files.exists(socket()));
        Session second = attach();
        assertThat(second.ask("two")).isEqualTo("got two");

        assertThat(Dray.run("stop", uuid()).code()).isZero();
        assertThat(pod.waitFor()).isZero();
        assertThat(second.code()).isZero();
    }

    @Test
    void anAppOfSeveralIsNamed() throws Exception {
        run(
                IMAGE,
                "--name=a",
                "--stdin=stream",
                "--stdout=stream",
                "--exec=/answer",
                "---",
                IMAGE,
                "--name=b",
                "--exec=/bin/sleep",
                "--",
                "100");

        assertThat(Dray.run("attach", uuid()).errorLine()).isEqualTo("dray: pod contains multiple apps: a, b");
        assertThat(Dray.run("attach", "--app=b", uuid()).errorLine())
                .isEqualTo("dray: cannot attach to app b of pod \"" + uuid()
                        + "\": stdin is null, stdout is log and stderr is log");
        assertThat(Dray.run("attach", "--app=c", uuid()).errorLine())
                .isEqualTo("dray: pod \"" + uuid() + "\" has no app c");
        assertThat(attach("--app=a").ask("x")).isEqualTo("out x");
        assertThat(Dray.run("stop", "--force", uuid()).code()).isZero();
    }

    @Test
    void wrongModesAreSaid() throws Exception {
        run(IMAGE, "--stdin=stream", "--exec=/answer");

        assertRefused("invalid attach mode: unknown endpoint \"all\"", "attach", "--mode=all", uuid());
        assertRefused(
                "invalid attach mode: incompatible endpoints \"tty,stdin\","
                        + " cannot simultaneously attach TTY and streams",
                "attach",
                "--mode=tty,stdin",
                uuid());
        assertRefused(
                "cannot attach to stdout of app attached: one can attach to its stdin only",
                "attach",
                "--mode=stdout",
                uuid());
        assertRefused("no matches found for \"0000\"", "attach", "0000");
        String pod = uuid();
        assertThat(Dray.run("stop", pod).code()).isZero();
        assertRefused("pod \"" + pod + "\" isn't currently running", "attach", pod);
    }

    @Test
    void aTerminalIsLeftAndTakenUpAgain() throws Exception {
        Process pod = run(IMAGE, "--stdin=tty", "--exec=/bin/sh", "--", "-c", """
                while read -r word; do echo said $word; busybox stty size; [ $word != end ] || exit 3; done""");
        assertThat(Dray.run("attach", "--mode=list", uuid()).out()).isEqualTo("tty\n");

        // ctrl-p ctrl-q
        Dray.Result first = onTerminal("stty rows 40 cols 100", "one\\r", "\\020\\021", uuid());
        assertThat(first.out()).contains("said one", "40 100");
        assertThat(first.code()).isZero();
        assertThat(pod.isAlive()).isTrue();
        Dray.Result second = onTerminal("stty rows 30 cols 77", "end\\r", "", uuid());
        assertThat(second.out()).contains("said end", "30 77");
        assertThat(pod.waitFor()).isEqualTo(3);
    }

    @Test
    void oneCanWatchATerminalWithoutTyping() throws Exception {
        // what is said before somebody watches is lost
        String app = "until read -t 1 -r word; do echo waiting; done; [ -t 0 ] && [ -t 1 ] && echo saw $word";
        run(IMAGE, "--stdin=tty", "--exec=/bin/sh", "--", "-c", app);
        Session watcher = attach("--mode=tty-out");
        assertThat(watcher.skipUntil("waiting")).isTrue();
        Session writer = attach("--mode=tty-in");
        writer.write("light");

        assertThat(watcher.skipUntil("saw light")).isTrue();
        assertThat(watcher.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "shared"})
    void streamsBelongToThePodsOwnUsers(String processes) throws Exception {
        String app = "while read -r word; do echo $word as $(id -u) >/dev/stdout; echo again >/proc/self/fd/2;"
                + " read -r _ first _ </proc/self/uid_map; echo $first; [ $word != end ] || exit 5; done";
        Process pod = run(
                "--private-users",
                "--pid=" + processes,
                IMAGE,
                "--user=7",
                "--stdin=stream",
                "--stdout=stream",
                "--stderr=stream",
                "--exec=/bin/sh",
                "--",
                "-c",
                app);
        Session session = attach();

        assertThat(session.ask("one")).isEqualTo("one as 7");
        assertThat(session.err.readLine()).isEqualTo("again");
        // the first of the pod's users, as the host counts
        assertThat(Long.parseLong(session.out.readLine())).isGreaterThanOrEqualTo(1_879_048_192L);
        assertThat(session.ask("end")).isEqualTo("end as 7");
        assertThat(pod.waitFor()).isEqualTo(5);
    }

    @Test
    void aTerminalBelongsToThePodsOwnUsers() throws Exception {
        String app =
                "while read -r word; do echo $word as $(id -u) >/dev/tty; echo again >/dev/stdout; busybox stty size;"
                        + " [ $word != end ] || exit 3; done";
        Process pod = run("--private-users", IMAGE, "--user=7", "--stdin=tty", "--exec=/bin/sh", "--", "-c", app);

        Dray.Result attached = onTerminal("stty rows 40 cols 100", "one\\r", "end\\r", uuid());

        assertThat(attached.out()).contains("one as 7", "again", "40 100", "end as 7");
        assertThat(pod.waitFor()).isEqualTo(3);
    }

    /** Attaches on a terminal of 'script', types, and types the rest when the app has answered. */
    private Dray.Result onTerminal(String before, String typed, String then, String pod) {
        String attach = String.join(" ", command("attach", pod));
        return Dray.program(
                "bash",
                "-c",
                "set -o pipefail; d=$(mktemp -d); mkfifo $d/in; exec 9<>$d/in; printf '" + typed + "' >&9;"
                        + " script -qefc '" + before + "; exec " + attach + "' /dev/null <$d/in |"
                        + " while read -r line; do echo \"$line\"; case $line in *[0-9]\\ [0-9]*) printf '" + then
                        + "' >&9 ;; esac; done; code=$?; rm -r $d; exit $code");
    }

    private static void assertRefused(String reason, String... arguments) {
        Dray.Result result = Dray.run(arguments);
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.errorLine()).isEqualTo("dray: " + reason);
        assertThat(result.out()).isEmpty();
    }

    /** Runs a pod and waits until it runs. */
    private Process run(String... arguments) throws IOException {
        List<String> line =
                new ArrayList<>(List.of("run", "--net=none", "--uuid-file-save=" + directory.resolve("uuid")));
        line.addAll(List.of(arguments));
        Process pod = Dray.start(output(), line.toArray(String[]::new));
        started.add(pod);
        await().atMost(SOON).until(() -> Files.exists(directory.resolve("uuid")) && Files.exists(socket()));
        return pod;
    }

    private Path output() {
        return directory.resolve("output");
    }

    private String uuid() throws IOException {
        return Files.readString(directory.resolve("uuid")).strip();
    }

    /** There as soon as one can attach. */
    private Path socket() throws IOException {
        Path pod = Dray.DATA.resolve("pods").resolve(uuid());
        Path app = pod.resolve("apps/a");
        return (Files.exists(app) ? app : pod.resolve("apps/attached")).resolve("attach");
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Dray.HOME + "/bin/dray", "--dir=" + Dray.DATA));
        command.addAll(List.of(arguments));
        return command;
    }

    private Session attach(String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of("attach"));
        line.addAll(List.of(options));
        line.add(uuid());
        Process process = new ProcessBuilder(command(line.toArray(String[]::new))).start();
        started.add(process);
        return new Session(process);
    }

    /** A command that is attached. */
    private static final class Session {
        private final Process process;
        private final Writer in;
        private final BufferedReader out;
        private final BufferedReader err;

        Session(Process process) {
            this.process = process;
            this.in = process.outputWriter(StandardCharsets.UTF_8);
            this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            this.err = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        }

        void write(String line) throws IOException {
            in.write(line + "\n");
            in.flush();
        }

        String ask(String line) throws IOException {
            write(line);
            return out.readLine();
        }

        /** The answer on the errors, whatever others have asked before. */
        String askError(String line) throws IOException {
            write(line);
            String answer = err.readLine();
            while (answer != null && !answer.endsWith(line)) {
                answer = err.readLine();
            }
            return answer == null ? "" : answer;
        }

        /** Whether this line comes. */
        boolean skipUntil(String wanted) throws IOException {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.strip().equals(wanted)) {
                    return true;
                }
            }
            return false;
        }

        void detach() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }

        int code() throws InterruptedException {
            return process.waitFor();
        }
    }
}
