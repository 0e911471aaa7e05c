package io.dray.acceptance;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateUsersTest {
    private static final String IMAGE = "example.com/acceptance/private-users";
    private static final String CONFIGURED = "example.com/acceptance/private-users-configured";
    private static final Path RANGES = Path.of("/run/dray/users");

    @TempDir
    Path directory;

    @BeforeAll
    static void makeImages(@TempDir Path directory) throws IOException {
        TinyImage image = TinyImage.named(IMAGE, directory.resolve("image"))
                .withFile("etc/passwd", "root:x:0:0::/root:/bin/sh\nbob:x:7:8::/:/bin/sh\n")
                .withFile("home/bob/file", "of bob\n")
                .withApp("\"mountPoints\":[{\"name\":\"home\",\"path\":\"/home/bob\"}]")
                .convertedFromDocker();
        owned(directory.resolve("image/rootfs/home/bob/file"), 7, 8);
        owned(directory.resolve("image/rootfs/home/bob"), 7, 8);
        image.fetch();
        TinyImage.named(CONFIGURED, directory.resolve("configured"))
                .withDgrBusybox()
                .withFile("dgr/attributes/own/a.yml", "default:\n  port: 80\n")
                .withFile("dgr/templates/etc/app.conf.tmpl", "port {{.port}}\n")
                .withScript(
                        "dgr/runlevels/prestart-early/10.port",
                        "#!/dgr/bin/busybox sh\nmkdir /dgr/attributes/zz\nprintf 'default:\\n  port: 81\\n' >/dgr/attributes/zz/a.yml\n")
                .withScript(
                        "dgr/runlevels/prestart-late/10.note",
                        "#!/dgr/bin/busybox sh\nhead -n 1 /proc/self/uid_map >/map; echo checked >>/etc/app.conf\n")
                .running("cat /etc/app.conf; cmp /map /proc/self/uid_map || cat /map; ls -ln /etc/app.conf")
                .fetch();
    }

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
        assertThat(ranges()).isEmpty();
    }

    @Test
    void rootOfAPodIsNotTheHosts() {
        Dray.Result result = run(
                "echo $(cat /proc/self/uid_map) / $(cat /proc/self/gid_map); id -u; ls -ln /bin/busybox; touch /new");

        assertThat(result.out()).as(result.err()).matches("""
                0 (1879048192|1[89]\\d{8}|2[01]\\d{8}) 65536 / 0 \\1 65536
                0
                -rwxr-xr-x +1 0 +0 .*/bin/busybox
                """);
        assertThat(result.code()).isZero();
    }

    @Test
    void eachPodHasUsersOfItsOwnUntilItIsCollected() {
        String one = detach();
        String other = detach();

        assertThat(map(one)).isEqualTo(map(one)).isNotEqualTo(map(other));
        assertThat(ranges()).hasSize(2);
        Dray.run("stop", "--force", one, other);
    }

    @Test
    void filesLieOnTheDiskWithTheOwnersThatTheAppSees() throws IOException {
        Path volume = Files.createDirectories(directory.toRealPath().resolve("volume"));
        owned(Files.writeString(volume.resolve("private"), "of bob\n"), 7, 8);
        Files.setAttribute(volume.resolve("private"), "unix:mode", 0600);
        Dray.Result result = run(
                "cat /home/bob/file /v/private; touch /home/bob/new /v/new; stat -c '%u %g %n' /v/private /home/bob /e",
                "--volume=v,kind=host,source=" + volume,
                "--volume=e,kind=empty,uid=7,gid=9",
                "--mount=volume=v,target=/v",
                "--mount=volume=e,target=/e",
                "--user=bob",
                "--group=8");

        assertThat(result.out()).contains("of bob\nof bob\n7 8 /v/private\n7 8 /home/bob\n7 9 /e\n");
        // the directory of the volume is root's alone
        assertThat(result.err()).contains("/v/new: Permission denied");
        assertThat(run(
                                "touch /v/new && chown 7:8 /v/new",
                                "--volume=v,kind=host,source=" + volume,
                                "--mount=volume=v,target=/v")
                        .code())
                .isZero();
        assertThat(Files.getAttribute(volume.resolve("new"), "unix:uid")).isEqualTo(7);
    }

    @Test
    void templatesAndTheirScriptsAreOfTheSameUsers() {
        Dray.Result result = Dray.run("run", "--net=none", "--private-users", CONFIGURED);

        assertThat(result.out()).as(result.err()).matches("port 81\nchecked\n-rw-r--r-- .* 0 +0 .*/etc/app.conf\n");
    }

    @Test
    void whatRootMayDoItMayDoToThePodAlone() {
        String pod = detach();
        Dray.Result entered = Dray.run("exec", pod, "--", "sh", "-c", "head -c 100 /proc/self/uid_map; id -u");
        Dray.Result privileged = Dray.run(
                "exec",
                "--privileged",
                pod,
                "--",
                "sh",
                "-c",
                "grep CapEff /proc/self/status; busybox ip link set lo down && echo down;"
                        + " busybox mknod /node c 1 3; cat /dev/shm/../../proc/sys/kernel/core_pattern >/dev/null;"
                        + " echo 1 >/proc/sys/vm/overcommit_memory");

        assertThat(entered.out().strip()).startsWith(map(pod)).endsWith("\n0");
        assertThat(privileged.out()).contains("CapEff:\t00000").contains("down\n");
        assertThat(privileged.err()).contains("/node: Operation not permitted").contains("overcommit_memory");
        Dray.run("stop", "--force", pod);
    }

    @Test
    void allAppsOfAPodHaveTheSameUsersAndNetworksWork() {
        Dray.Result result = Dray.run(
                "run",
                "--private-users",
                IMAGE,
                "--name=one",
                "--exec=/bin/sh",
                "--",
                "-c",
                "cat /proc/self/uid_map >/dev/shm/one; sleep 1; echo yes | cat >/dev/shm/yes; cat /dev/shm/yes",
                "---",
                IMAGE,
                "--name=two",
                "--exec=/bin/sh",
                "--",
                "-c",
                "sleep 0.5; cmp /proc/self/uid_map /dev/shm/one && ip -o -4 addr show eth0");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("yes\n").contains("eth0    inet 172.16.28.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--pid=private", "--pid=shared"})
    void appsThatJoinAMutablePodHaveItsUsers(String processes) throws IOException {
        String uuid = Dray.run("app", "sandbox", "--detach", "--net=none", "--private-users", processes)
                .out()
                .strip();
        String script = "cat /proc/self/uid_map; touch /mine; stat -c %u:%g /mine; sleep 1000";

        Dray.Result added = Dray.run("app", "add", uuid, IMAGE, "--name=one", "--exec=/bin/sh", "--", "-c", script);
        assertThat(added.code()).as(added.err()).isZero();
        for (int run = 1; run <= 2; run++) {
            assertThat(Dray.run("app", "start", uuid, "--app=one").code()).isZero();
            String seen = "(?s)( +0 +[0-9]{10} +65536\n0:0\n){" + run + "}";
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(Dray.run("logs", uuid).out()).matches(seen));
            if (run == 1) {
                assertThat(Dray.run("app", "stop", uuid, "--app=one").code()).isZero();
            }
        }
        assertThat(Dray.run("app", "exec", "--app=one", uuid, "/bin/cat", "/proc/self/uid_map")
                        .out())
                .contains("65536");
        assertThat(Dray.run("app", "add", uuid, IMAGE, "--name=two", "--user=70000")
                        .err())
                .contains("the users of such a pod end at 65535");
        assertThat(Dray.run("app", "rm", uuid, "--app=one").code()).isZero();
        assertThat(Dray.DATA.resolve("pods/" + uuid + "/apps")).isEmptyDirectory();
        assertThat(Dray.run("stop", uuid).code()).isZero();
    }

    @Test
    void aUserBeyondTheRangeIsRefused() {
        Dray.Result result = run("true", "--user=70000");

        assertThat(result.code()).isEqualTo(254);
        assertThat(result.err()).contains("with --private-users: it runs as user or group 70000");
    }

    private static void owned(Path file, int uid, int gid) throws IOException {
        Files.setAttribute(file, "unix:uid", uid);
        Files.setAttribute(file, "unix:gid", gid);
    }

    private static String map(String pod) {
        return Dray.run("exec", pod, "--", "cat", "/proc/self/uid_map").out().strip();
    }

    private static String detach() {
        Dray.Result result =
                Dray.run("run", "--detach", "--private-users", "--net=none", IMAGE, "--exec=/bin/sleep", "--", "100");
        assertThat(result.code()).as(result.err()).isZero();
        return result.out().strip();
    }

    private static List<Path> ranges() {
        try (Stream<Path> ranges = Files.list(RANGES)) {
            return ranges.filter(PrivateUsersTest::isOurs).toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    /** Of the data directory of these tests: others may run pods, too. */
    private static boolean isOurs(Path range) {
        try {
            return Files.readSymbolicLink(range).startsWith(Dray.DATA);
        } catch (IOException _) {
            return false;
        }
    }

    private static Dray.Result run(String script, String... options) {
        List<String> pod = new ArrayList<>(List.of("run", "--net=none", "--private-users"));
        List<String> app = new ArrayList<>(List.of(IMAGE, "--exec=/bin/sh"));
        for (String option : options) {
            (option.startsWith("--volume") ? pod : app).add(option);
        }
        pod.addAll(app);
        pod.addAll(List.of("--", "-c", script));
        return Dray.run(pod.toArray(String[]::new));
    }
}
