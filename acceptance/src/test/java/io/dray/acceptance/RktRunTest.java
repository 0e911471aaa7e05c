package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code rkt run} and {@code rkt prepare} make of their words, and with what code they end. */
class RktRunTest {
    private static final String IMAGE = "example.com/rkt/probe";
    private static final String WITHOUT_APP = "example.com/rkt/noapp";
    private static final String TEMPORARY = "example.com/rkt/other";

    @TempDir
    static Path directory;

    private static Rkt rkt;

    @BeforeAll
    static void makeImages() throws IOException {
        rkt = Rkt.in(directory);
        rkt.fetch(TinyImage.named(IMAGE, directory.resolve("probe"))
                .running("echo started as $0")
                .withApp(
                        "\"environment\":[{\"name\":\"WHERE\",\"value\":\"image\"}],\"eventHandlers\":[{\"name\":\"pre-start\","
                                + "\"exec\":[\"/bin/sh\",\"-c\",\"echo before as $(/bin/id -u)\"]}]")
                .withScript("bin/greet", "#!/bin/sh\necho greet called as $0 with \"$@\"\n")
                .withScript("bin/lost", "#!/opt/lost -e\n")
                .withFile("dir1/file", "dir1"));
        rkt.fetch(TinyImage.named(TEMPORARY, directory.resolve("other")).running("exit 0"));
        Path layout = directory.resolve("noapp");
        TinyImage.named(WITHOUT_APP, layout).archive();
        Files.writeString(layout.resolve("manifest"), """
                {"acKind":"ImageManifest","acVersion":"0.8.11","name":"%s",
                "labels":[{"name":"os","value":"linux"},{"name":"arch","value":"amd64"}]}
                """.formatted(WITHOUT_APP));
        Dray.program("tar", "-C", layout.toString(), "-cf", layout + ".aci", "manifest", "rootfs");
        assertThat(rkt.run("--insecure-options=image", "fetch", layout + ".aci").code())
                .isZero();
    }

    @AfterEach
    void collect() {
        rkt.collect();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--inherit-env",
                "--no-store",
                "--store-only",
                "--port=foo:80",
                "--set-env=foo=bar",
                "--set-env-file=/dev/null",
                "--volume=foo,kind=host,source=/tmp",
                "--mount=volume=foo,target=/tmp --volume=foo,kind=host,source=/tmp",
                "image.aci --exec=/bin/sh",
                "image.aci --user=somebody",
                "image.aci --group=somebodies",
                "image.aci",
            })
    void whatAPodManifestSaysIsSaidNowhereElse(String words) {
        for (String command : new String[] {"run", "prepare"}) {
            Rkt.assertEnds(
                    rkt.line(command + " --pod-manifest=/dev/null " + words),
                    Rkt.FAILURE,
                    command + ": conflicting flags set with --pod-manifest (see --help)");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IMAGE                                      | started as /bin/sh",
                "IMAGE --exec=/bin/greet -- a b             | greet called as /bin/greet with a b",
                "IMAGE --exec /bin/greet -- --name=x        | greet called as /bin/greet with --name=x",
                "IMAGE --exec=greet -- a                    | greet called as /bin/greet with a",
                "NOAPP --exec=/bin/echo -- no app           | no app",
                "IMAGE --exec=/bin/sh --working-dir=/dir1 -- -c pwd   | /dir1",
                "IMAGE --name=web --exec=/bin/sh -- -c env  | AC_APP_NAME=web",
                "IMAGE --exec=/bin/echo -- one --- OTHER    | one",
                "OTHER IMAGE --exec=/bin/echo -- two ---    | two",
            })
    void imagesAreFollowedByWhatIsTheirs(String words, String shown) {
        String line =
                words.replace("IMAGE", IMAGE).replace("NOAPP", WITHOUT_APP).replace("OTHER", TEMPORARY);

        Rkt.assertEnds(rkt.line("run --net=none " + line), 0, shown);
        String pod = rkt.prepare("--net=none " + line);
        Rkt.assertEnds(rkt.line("run-prepared --mds-register=false " + pod), 0, shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IMAGE --exec=/not-there                      | /not-there",
                "IMAGE --exec=/not-there -- a b               | /not-there",
                "IMAGE --exec=notthere                        | notthere",
                "IMAGE --exec=/bin/lost                       | /opt/lost",
                "--volume=h,kind=host,source=/bin --mount=volume=h,target=/host IMAGE --exec=/host/nosuch | /host/nosuch",
                "--volume=h,kind=host,source=/bin --mount=volume=h,target=/host IMAGE --exec=/host/true | /lib64/ld-linux-x86-64.so.2",
            })
    void aMissingProgramIsNamed(String words, String file) {
        Rkt.assertEnds(
                rkt.line("run --net=none " + words.replace("IMAGE", IMAGE)),
                Rkt.FAILURE,
                "Error: Unable to open \"" + file + "\": No such file or directory\n");
    }

    @Test
    void aProgramMayHaveABlankInItsName() {
        Rkt.assertEnds(
                rkt.run("run", "--net=none", IMAGE, "--exec=/not there", "--", "x"),
                Rkt.FAILURE,
                "Error: Unable to open \"/not there\": No such file or directory\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 37, 254})
    void theCodeIsTheApps(int code) {
        Dray.Result result = rkt.run("run", "--net=none", IMAGE, "--exec=/bin/sh", "--", "-c", "exit " + code);
        assertThat(result.code()).as(Rkt.shown(result)).isEqualTo(code);
        String pod = rkt.line("list --full --no-legend").out().split("\t", -1)[0];
        assertThat(rkt.line("status " + pod).out()).endsWith("exited=true\napp-probe=" + code + "\n");
    }

    @Test
    void theFirstAppThatFailsEndsThePodAndTheOthersWell() {
        Dray.Result result = rkt.run(
                "run",
                "--net=none",
                IMAGE,
                "--name=a",
                "--exec=/bin/sh",
                "--",
                "-c",
                "exit 5",
                "---",
                IMAGE,
                "--name=b",
                "--exec=/bin/sleep",
                "--",
                "60");

        assertThat(result.code()).as(Rkt.shown(result)).isEqualTo(5);
        String pod = rkt.line("list --full --no-legend").out().split("\t", -1)[0];
        assertThat(rkt.line("status " + pod).out()).contains("app-a=5\n", "app-b=0\n");
    }

    @Test
    void handlersRunAsRootBeforeTheApp() {
        Rkt.assertEnds(rkt.line("run --net=none " + IMAGE + " --user=1000 --group=1000"), 0, "before as 0\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| true",
                "--ipc=auto | true",
                "--ipc=private | true",
                "--ipc=parent | false",
                "--ipc parent | false"
            })
    void theIpcNamespaceIsThePodsOrTheCallers(String option, boolean own) throws IOException {
        String callers = Files.readSymbolicLink(Path.of("/proc/self/ns/ipc")).toString();

        Dray.Result result = rkt.line("run --net=none " + (option == null ? "" : option) + " " + IMAGE
                + " --exec=/bin/busybox -- readlink /proc/self/ns/ipc");

        assertThat(result.code()).as(Rkt.shown(result)).isZero();
        assertThat(!result.out().contains(callers)).as(result.out()).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-overlay",
                "--stage1-name=coreos.com/rkt/stage1-fly:1.30.0",
                "--stage1-path=/usr/lib/rkt/stage1-images/stage1-fly.aci",
                "--stage1-from-dir=stage1-fly.aci",
                "--stage1-hash=sha512-0123456789abcdef",
                "--mds-register=false",
                "--debug --pull-policy=never",
            })
    void whatHasNoMeaningHereIsAccepted(String option) {
        Rkt.assertEnds(rkt.line("run --net=none " + option + " " + IMAGE), 0, "started as /bin/sh");
    }
}
