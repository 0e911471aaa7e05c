package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways out of a container that were found in container runtimes, by class; none may lead out of this one. */
class EscapeTest {
    private static final String IMAGE = "example.com/acceptance/escape";

    @TempDir
    Path directory;

    private Path outside = Path.of("/");

    @BeforeAll
    static void makeImage(@TempDir Path directory) throws IOException {
        TinyImage.named(IMAGE, directory.resolve("escape"))
                .withFile("data/image", "of the image\n")
                .fetch();
    }

    @BeforeEach
    void makeOutside() throws IOException {
        outside = Files.createDirectories(directory.toRealPath().resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret\n");
    }

    @AfterEach
    void nothingOutsideWasTouchedAndAllIsCollected() throws IOException {
        assertThat(outside).isDirectoryContaining("glob:**/secret");
        assertThat(outside.resolve("secret")).hasContent("secret");
        try (var files = Files.list(outside)) {
            assertThat(files).hasSize(1);
        }
        assertThat(Dray.run("gc").code()).isZero();
    }

    /** CVE-2024-21626: a directory that the caller has open, named by its descriptor, as the place to start in. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 9, 10, 12, 25})
    void noDescriptorOfTheCallerIsAWayOut(int descriptor) throws IOException {
        Path volume = Files.createDirectories(directory.toRealPath().resolve("volume"));
        Files.createSymbolicLink(volume.resolve("way"), Path.of("/proc/self/fd/" + descriptor));

        assertThat(withOpen(descriptor, "--working-dir=/proc/self/fd/" + descriptor)
                        .err())
                .contains("there is no directory /proc/self/fd/" + descriptor + " in the image to work in");
        Dray.Result hidden =
                withOpen(descriptor, "--mount=volume=v,target=/v", "--working-dir=/v/way", "--volume=" + volume);
        assertThat(hidden.code()).isNotZero();
        assertThat(hidden.out()).isEmpty();
        assertThat(withOpen(descriptor).out()).isEqualTo("0\n1\n2\n/\n");
    }

    @Test
    void aProgramThatEntersHasNoDescriptorOfItsCallerEither() {
        String pod = detach();
        Dray.Result entered = Dray.program(
                "bash",
                "-c",
                "exec 3<" + outside + " 12<" + outside + "; exec \"$@\"",
                "bash",
                Dray.HOME.resolve("bin/dray").toString(),
                "--dir=" + Dray.DATA,
                "exec",
                pod,
                "--",
                "sh",
                "-c",
                "for fd in /proc/$$/fd/*; do [ ! -e $fd ] || echo ${fd##*/}; done; pwd -P");

        assertThat(entered.out()).as(entered.err()).isEqualTo("0\n1\n2\n/\n");
        Dray.run("stop", "--force", pod);
    }

    /** CVE-2019-5736: the runtime's own program, by way of a process of it that is in the container. */
    @Test
    void theRuntimeCannotBeOverwritten() throws IOException {
        List<Path> programs = List.of(Path.of("/usr/bin/crun"), catatonit());
        List<String> before = digests(programs);
        Path image = directory.resolve("self");
        TinyImage.named(IMAGE + "-self", image)
                .withScript("bin/self", "#!/proc/self/exe\n")
                .fetch();
        String overwrite = "while :; do for exe in /proc/[0-9]*/exe; do echo overwritten >$exe; done; done 2>/dev/null";
        String pod = Dray.run(
                        "run",
                        "--detach",
                        "--net=none",
                        "--insecure-options=seccomp,paths",
                        IMAGE + "-self",
                        "--exec=/bin/sh",
                        "--",
                        "-c",
                        overwrite)
                .out()
                .strip();
        for (int i = 0; i < 3; i++) {
            Dray.run("exec", pod, "--", "/bin/self");
            Dray.run("exec", pod, "--", "/bin/true");
        }
        Dray.run("stop", "--force", pod);

        assertThat(digests(programs)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "proc", "sys"})
    void anImageWhoseOwnPlacesAreLinksIsRefused(String place) throws IOException {
        String image = linked("place-" + place, place, outside.toString());
        Dray.Result result = Dray.run("run", "--net=none", image);

        assertThat(result.code()).isEqualTo(254);
        assertThat(result.err())
                .contains("/" + place + " of its image is not a directory")
                .hasLineCount(2);
    }

    @ParameterizedTest
    @CsvSource({
        "etc/hosts",
        "etc/resolv.conf",
        "etc/passwd",
        "dev/null",
        "dev/console",
        "dev/shm",
        "dev/pts",
        "proc/sys"
    })
    void filesThatAreMountedOrReadDoNotLeadOut(String path) throws IOException {
        for (String target : List.of(outside + "/secret", "../../../../../../../.." + outside + "/secret")) {
            String image = linked("file-" + path.replace('/', '-').replace('.', '-'), path, target);
            Dray.Result result = Dray.run(
                    "run",
                    image,
                    "--exec=/bin/sh",
                    "--",
                    "-c",
                    "echo changed >>/" + path + "; cat /" + path + " | head -n 3");

            assertThat(result.out()).doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/proc", "../../..", "/proc/1/root"})
    void theTargetOfAVolumeIsInsideTheRoot(String link) throws IOException {
        String image = linked("target", "data", link);
        Dray.Result result = Dray.run(
                "run",
                "--net=none",
                "--volume=v,kind=empty",
                image,
                "--mount=volume=v,target=/data" + outside,
                "--exec=/bin/sh",
                "--",
                "-c",
                "echo x >/data" + outside + "/x");

        // wherever that is in the image, it is not the host's
        assertThat(result.out()).doesNotContain("secret");
        assertThat(outside.resolve("x")).doesNotExist();
    }

    /** What an app did to its root is there when it is started again, and is mounted on once more. */
    @Test
    void aTargetThatTheAppReplacedStaysInside() {
        String script = "if [ -L /way ]; then echo again; echo x >/way/outside/x; exit 0; fi; mkdir -p " + outside
                + "; mv /way /other && ln -s " + outside.getParent() + " /way; exit 1";
        Dray.Result result = Dray.run(
                "run",
                "--net=none",
                "--restart=on-failure",
                "--volume=v,kind=empty",
                IMAGE,
                "--mount=volume=v,target=/way/outside",
                "--exec=/bin/sh",
                "--",
                "-c",
                script);

        assertThat(result.out()).as(result.err()).doesNotContain("secret");
        assertThat(outside.resolve("x")).doesNotExist();
    }

    @Test
    void theMachineCannotBeSetFromInside() {
        Dray.Result result = run("""
                echo '|/bin/sh' >/proc/sys/kernel/core_pattern
                echo b >/proc/sysrq-trigger
                for group in /sys/fs/cgroup /sys/fs/cgroup/*; do
                    [ -e $group/cgroup.procs ] || continue
                    echo /x >$group/release_agent && echo group
                    mkdir $group/own && echo group
                    busybox mount -o remount,rw $group && echo group
                done
                busybox mount -t proc proc /proc && echo mounted
                busybox mount -t cgroup -o memory cgroup /data && echo mounted
                busybox mount -o bind /proc/1/root /data && echo mounted
                busybox unshare -Ur busybox mount -t tmpfs x /data && echo mounted
                busybox chroot /proc/1/root /bin/cat %s/secret
                busybox nsenter -t 1 -m cat %s/secret
                cat /proc/kcore /dev/mem /dev/kmsg | head -c 1
                cat /proc/keys /proc/timer_list
                [ ! -e /dev/vda ] && busybox mknod /disk b 254 0 && head -c 1 /disk
                ls /sys/firmware
                true
                """.formatted(outside, outside));

        assertThat(result.out()).as(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void processesKeysAndMessagesOfOthersAreNotSeen() {
        String other = detach();
        Dray.Result result = run(
                "ls /proc | grep -c '^[0-9]*$'; cat /proc/1/comm; busybox ipcs | grep -c 0x; ls /dev/shm; readlink /proc/1/root");

        assertThat(result.out()).as(result.err()).matches("[2-6]\ndray-init\n0\n/\n");
        Dray.run("stop", "--force", other);
    }

    @Test
    void noMountOfTheHostReachesAnApp() {
        Dray.Result result = run("while read -r a b c root target rest; do echo $target; done </proc/self/mountinfo");

        assertThat(result.out().lines().filter(line -> !line.startsWith("/proc/") && !line.startsWith("/sys/")))
                .containsExactlyInAnyOrder(
                        "/",
                        "/proc",
                        "/sys",
                        "/dev",
                        "/dev/pts",
                        "/dev/shm",
                        "/dev/dray-init",
                        "/etc/hosts",
                        "/etc/hostname");
    }

    private static Dray.Result run(String script) {
        return Dray.run("run", "--net=none", IMAGE, "--exec=/bin/sh", "--", "-c", script);
    }

    private static String detach() {
        Dray.Result result = Dray.run("run", "--detach", "--net=none", IMAGE, "--exec=/bin/sleep", "--", "100");
        assertThat(result.code()).as(result.err()).isZero();
        return result.out().strip();
    }

    /** Runs the app with a directory of the host open; it tells its descriptors and where it is. */
    private Dray.Result withOpen(int descriptor, String... options) {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "exec " + descriptor + "<" + outside + "; exec \"$@\"",
                "bash",
                Dray.HOME.resolve("bin/dray").toString(),
                "--dir=" + Dray.DATA,
                "run",
                "--net=none"));
        List<String> ofApp = new ArrayList<>();
        for (String option : options) {
            if (option.startsWith("--volume=")) {
                command.add("--volume=v,kind=host,source=" + option.substring("--volume=".length()));
            } else {
                ofApp.add(option);
            }
        }
        command.add(IMAGE);
        command.addAll(ofApp);
        command.addAll(List.of("--exec=/bin/sh", "--", "-c"));
        command.add("for fd in /proc/$$/fd/*; do [ ! -e $fd ] || echo ${fd##*/}; done; pwd -P");
        return Dray.program(command.toArray(String[]::new));
    }

    private String linked(String name, String path, String target) throws IOException {
        Path layout = directory.resolve(name);
        Dray.program("rm", "-rf", layout.toString());
        TinyImage image = TinyImage.named(IMAGE + "-" + name, layout).running("true");
        Path link = layout.resolve("rootfs").resolve(path);
        Files.createDirectories(link.getParent());
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        Files.createSymbolicLink(link, Path.of(target));
        return image.fetch();
    }

    private static Path catatonit() {
        return Path.of(Dray.program("sh", "-c", "command -v catatonit").out().strip());
    }

    private static List<String> digests(List<Path> programs) throws IOException {
        try {
            List<String> digests = new ArrayList<>();
            for (Path program : programs) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(program));
                digests.add(HexFormat.of().formatHex(digest));
            }
            return digests;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
