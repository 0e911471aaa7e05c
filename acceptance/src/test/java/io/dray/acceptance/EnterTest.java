package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnterTest {
    private static final String IMAGE = "example.com/acceptance/enter";

    private static String pod = "";

    @BeforeAll
    static void startPod(@TempDir Path directory) throws IOException {
        TinyImage.named(IMAGE, directory.resolve("enter"))
                .withFile("etc/passwd", "root:x:0:0::/root:/bin/sh\nbob:x:7:8::/home/bob:/bin/sh\n")
                .withFile("notes", "no program\n")
                .withScript("script", "#!/no/shell\n")
                .fetch();
        Path file = directory.resolve("uuid");
        Dray.start(
                directory.resolve("out"),
                "run",
                "--net=none",
                "--uuid-file-save=" + file,
                IMAGE,
                "--name=one",
                "--user=bob",
                "--group=8",
                "--caps-retain=CAP_KILL",
                "--memory=64M",
                "--environment=WHICH=one",
                "--seccomp=mode=remove,errno=EPERM,mkdir,mkdirat",
                "--exec=/bin/sleep",
                "--",
                "300",
                "---",
                IMAGE,
                "--name=two",
                "--exec=/bin/sleep",
                "--",
                "300");
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(file) && Files.size(file) > 0);
        pod = Files.readString(file).strip();
        assertThat(Dray.run("status", "--wait-ready=20s", pod).code()).isZero();
    }

    @AfterAll
    static void stopPod() {
        assertThat(Dray.run("stop", pod).code()).isZero();
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void aProgramHasTheRightsOfTheAppAndNoMore() {
        Dray.Result result =
                enter("one", "id; echo $WHICH; grep -e CapBnd -e Seccomp: /proc/self/status; mkdir /tmp/x; exit 7");

        assertThat(result.out()).isEqualTo("uid=7(bob) gid=8\none\nCapBnd:\t0000000000000020\nSeccomp:\t2\n");
        assertThat(result.err()).contains("Operation not permitted");
        assertThat(result.code()).isEqualTo(7);
    }

    @Test
    void aProgramIsInTheControlGroupOfTheApp() {
        assertThat(enter("one", "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null")
                        .out()
                        .strip())
                .isEqualTo(Integer.toString(64_000_000 / 4096 * 4096));
        assertThat(enter("two", "ps 2>/dev/null; ls /proc | grep -c -x 1").out().strip())
                .endsWith("1");
    }

    @Test
    void privilegedSaysThatItGivesMore() {
        Dray.Result result = Dray.run("exec", "--app=one", "--privileged", pod, "--", "sh", "-c", "id -u");

        assertThat(result.out()).isEqualTo("0\n");
        assertThat(result.err())
                .isEqualTo("dray: warning: the program has root's rights and all capabilities, not those of app one\n");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(Dray.run("enter", pod, "id").errorLine()).isEqualTo("dray: pod contains multiple apps: one, two");
        assertThat(Dray.run("enter", "--app=three", pod, "id").errorLine())
                .isEqualTo("dray: pod \"" + pod + "\" has no app three");
    }

    @Test
    void anAppThatHasEndedIsNotEntered() {
        String other = Dray.run(
                        "run",
                        "--detach",
                        "--net=none",
                        "--on-app-exit=ignore",
                        IMAGE,
                        "--name=short",
                        "--exec=/bin/sh",
                        "--",
                        "-c",
                        "exit 3",
                        "---",
                        IMAGE,
                        "--name=long",
                        "--exec=/bin/sleep",
                        "--",
                        "300")
                .out()
                .strip();
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        Dray.run("app", "status", "--app=short", other).out().contains("exit_code=3"));
        Dray.Result refused = Dray.run("enter", "--app=short", other, "id");
        Dray.run("stop", "--force", other);

        assertThat(refused.code()).isEqualTo(254);
        assertThat(refused.errorLine())
                .isEqualTo("dray: cannot enter app short: it does not run, it ended with code 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nosuch     | it has no program 'nosuch'; looked for in /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
            /no/such   | it has no /no/such
            bin/nosuch | it has no /bin/nosuch
            /notes     | /notes is not executable
            /bin       | /bin is not executable
            /script    | /script needs /no/shell, which it does not have
            """)
    void aProgramThatCannotBeStartedIsNamedInOneLine(String program, String said) {
        Dray.Result refused = Dray.run("enter", "--app=one", pod, program);

        assertThat(refused.code()).isEqualTo(254);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err().lines().toList())
                .hasSize(2)
                .startsWith("dray: cannot enter app one: " + said)
                .element(1)
                .asString()
                .startsWith("dray: hint: ");
    }

    private static Dray.Result enter(String app, String script) {
        return Dray.run("enter", "--app=" + app, pod, "--", "sh", "-c", script);
    }
}
