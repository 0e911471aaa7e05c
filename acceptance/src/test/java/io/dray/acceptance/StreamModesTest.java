package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the standard streams of apps lead. */
class StreamModesTest {
    private static final String IMAGE = "example.com/acceptance/streams";
    private static final String BOTH = "echo out; echo err >&2; exit 3";

    @BeforeAll
    static void makeImage(@TempDir Path images) throws IOException {
        TinyImage.named(IMAGE, images.resolve("streams")).fetch();
    }

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    private static Dray.Result both(String... options) {
        String[] line = new String[options.length + 7];
        System.arraycopy(new String[] {"run", "--net=none", IMAGE}, 0, line, 0, 3);
        System.arraycopy(options, 0, line, 3, options.length);
        System.arraycopy(new String[] {"--exec=/bin/sh", "--", "-c", BOTH}, 0, line, options.length + 3, 4);
        return Dray.run(line);
    }

    @Test
    void anOutputCanGoNowhere() {
        assertThat(both("--stdout=null")).isEqualTo(new Dray.Result(3, "", "err\n"));
        assertThat(both("--stderr=null")).isEqualTo(new Dray.Result(3, "out\n", ""));
        assertThat(both("--stdout=null", "--stderr=null")).isEqualTo(new Dray.Result(3, "", ""));
        assertThat(both("--stdout=log", "--stdin=null")).isEqualTo(new Dray.Result(3, "out\n", "err\n"));
    }

    @Test
    void eachAppOfAPodHasItsOwn() {
        Dray.Result result = Dray.run(
                "run",
                "--net=none",
                "--on-app-exit=ignore",
                IMAGE,
                "--name=a",
                "--stdout=null",
                "--exec=/bin/sh",
                "--",
                "-c",
                BOTH,
                "---",
                IMAGE,
                "--name=b",
                "--stderr=null",
                "--exec=/bin/sh",
                "--",
                "-c",
                BOTH);

        assertThat(result).isEqualTo(new Dray.Result(3, "out\n", "err\n"));
    }

    @Test
    void thePodsManifestSaysThem(@TempDir Path directory) throws IOException {
        Path manifest = directory.resolve("pod.json");
        String pod = """
                {"acVersion":"0.8.11","acKind":"PodManifest","apps":[{"name":"x","image":{"name":"%s","id":"%s"},
                "app":{"exec":["/bin/sh","-c","%s"],"user":"0","group":"0"},
                "annotations":[{"name":"coreos.com/rkt/stage2/stdout","value":"%s"}]}]}
                """;
        String image = imageId();
        Files.writeString(manifest, pod.formatted(IMAGE, image, BOTH, "null"));
        assertThat(Dray.run("run", "--net=none", "--pod-manifest=" + manifest))
                .isEqualTo(new Dray.Result(3, "", "err\n"));

        Files.writeString(manifest, pod.formatted(IMAGE, image, BOTH, "file"));
        assertRefused("cannot run app x: 'file' is not what its stdout can be", "run", "--pod-manifest=" + manifest);
        assertRefused(
                "conflicting flags set with --pod-manifest (see --help)",
                "run",
                "--pod-manifest=" + manifest,
                "--stdout=null");
    }

    @Test
    void whatIsAskedForIsInTheManifest() {
        String uuid = Dray.run("prepare", "--net=none", IMAGE, "--stdin=stream", "--stdout=null")
                .out()
                .strip();

        assertThat(Dray.run("cat-manifest", "--pretty-print=false", uuid).out())
                .contains("{\"name\":\"coreos.com/rkt/stage2/stdin\",\"value\":\"stream\"},"
                        + "{\"name\":\"coreos.com/rkt/stage2/stdout\",\"value\":\"null\"}");
        assertThat(Dray.run("rm", uuid).code()).isZero();
    }

    @Test
    void wrongModesAreSaid() {
        assertRefused("--stdout takes one of log|null|stream|tty, not 'file'", "run", IMAGE, "--stdout=file");
        assertRefused("--stdin takes one of null|stream|tty, not 'log'", "run", IMAGE, "--stdin=log");
        assertRefused(
                "cannot run app " + IMAGE + ": stdin is tty, stdout is log and stderr is tty,"
                        + " but a terminal is all three of them",
                "run",
                IMAGE,
                "--stdin=tty",
                "--stdout=log");
        assertRefused(
                "the streams of an interactive app are the caller's", "run", "--interactive", IMAGE, "--stdin=stream");
        assertRefused("--stdin must follow an image", "run", "--stdin=stream", IMAGE, "---", IMAGE, "--name=b");
    }

    private static String imageId() {
        for (String line : Dray.run("image", "list", "--no-legend", "--fields=id,name", "--full")
                .out()
                .lines()
                .toList()) {
            if (line.contains(IMAGE)) {
                return line.substring(0, line.indexOf('\t'));
            }
        }
        throw new AssertionError("no image " + IMAGE);
    }

    private static void assertRefused(String reason, String... arguments) {
        Dray.Result result = Dray.run(arguments);
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.errorLine()).isEqualTo("dray: " + reason);
    }
}
