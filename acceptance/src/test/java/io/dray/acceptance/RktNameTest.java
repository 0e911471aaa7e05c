package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rkt's users and their scripts see when the program is called by that name. */
class RktNameTest {
    private static final String IMAGE = "example.com/acceptance/rkt";
    private static final int EXIT_CODE = 7;

    @TempDir
    static Path directory;

    @BeforeAll
    static void makeImage() throws IOException {
        Files.createSymbolicLink(directory.resolve("rkt"), Dray.HOME.resolve("bin/dray"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path archive = TinyImage.named(IMAGE, directory.resolve("image"))
                .running("exit " + EXIT_CODE)
                .archive();
        assertThat(rkt("--insecure-options=image", "fetch", archive.toString()).code())
                .isZero();
    }

    private static Dray.Result rkt(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(directory.resolve("rkt").toString());
        command.add("--dir=" + directory.resolve("data"));
        command.addAll(List.of(arguments));
        return Dray.program(command.toArray(String[]::new));
    }

    private static void assertFails(String line, String... arguments) {
        Dray.Result result = rkt(arguments);

        assertThat(result.code()).as(result.err()).isEqualTo(254);
        assertThat(result.err().lines()).contains(line);
        assertThat(result.out()).isEmpty();
    }

    private static String prepared() {
        Dray.Result result = rkt("prepare", "--net=none", IMAGE);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out().strip();
    }

    /** A pod that has ended. */
    private static String exited() {
        String pod = prepared();
        assertThat(rkt("run-prepared", pod).code()).isEqualTo(EXIT_CODE);
        return pod;
    }

    @Test
    void errorsBeginWithTheCommand() {
        assertFails("status: no matches found for \"1234\"", "status", "1234");
        assertFails("stop: no matches found for \"1234\"", "stop", "1234");
        assertFails("rm: no matches found for \"1234\"", "rm", "1234");
        assertFails("enter: no matches found for \"1234\"", "enter", "1234");
        assertFails("stop: UUID cannot be empty", "stop", "");
        assertFails("run: must provide at least one image or specify the pod manifest", "run");
        assertFails("gc: --grace-period: 'soon' is not a span of time", "gc", "--grace-period=soon");
    }

    @Test
    void aCommandOfAGroupSpeaksInItsOwnName() {
        Dray.Result removed = rkt("image", "rm", "example.com/absent");
        // it had nothing to remove, which was no failure
        assertThat(removed.code()).isZero();
        assertThat(removed.err().lines()).isNotEmpty().allMatch(line -> line.startsWith("rm: "));
    }

    @Test
    void anUnknownCommandOrOptionShowsTheUsage() {
        assertFails("rkt: unknown command 'frobnicate'", "frobnicate");
        assertFails("Usage: rkt [options] COMMAND", "frobnicate");
        assertFails("list: unknown option --frobnicate", "list", "--frobnicate");
        assertFails("Usage: rkt list [options]", "list", "--frobnicate");
        assertThat(rkt("list", "--insecure-options=frobnicate").code()).isEqualTo(254);
    }

    @Test
    void noCommandIsAnErrorOfItsOwn() {
        assertThat(rkt().code()).isEqualTo(2);
    }

    @Test
    void commandsMayBeAbbreviatedAsTheyWere() {
        assertThat(rkt("li", "--no-legend").code()).isZero();
        assertThat(rkt("im", "li").out()).startsWith("ID\t");
        assertFails("rkt: ambiguous command 'st': it could be status, stop", "st");
    }

    @Test
    void onlyRootMayChangePods() {
        String program = directory.resolve("rkt").toString();
        for (String command :
                List.of("run", "prepare", "run-prepared", "rm", "stop", "enter", "gc", "export", "attach")) {
            Dray.Result result = Dray.program("setpriv", "--reuid=65534", "--clear-groups", program, command);

            assertThat(result.code()).as(command).isEqualTo(254);
            assertThat(result.err()).contains("cannot run as unprivileged user");
        }
    }

    @Test
    void versionHasFiveLines() {
        assertThat(rkt("version").out().lines()).hasSize(5).first().asString().startsWith("rkt Version: ");
    }

    @Test
    void whatIsStoppedOrRemovedIsQuoted() {
        String pod = exited();

        Dray.Result stopped = rkt("stop", pod);
        assertThat(stopped.code()).isZero();
        assertThat(stopped.out() + stopped.err()).isEqualTo("pod \"" + pod + "\" is already stopped\n");
        assertThat(rkt("rm", pod.substring(0, 12)).out()).isEqualTo("\"" + pod + "\"\n");
    }

    @Test
    void statusSaysHowAppsEnded() {
        String pod = exited();

        assertThat(rkt("status", pod).out())
                .startsWith("state=exited\ncreated=")
                .endsWith("exited=true\napp-rkt=7\n");
        assertThat(rkt("status", "--format=json", pod).out())
                .startsWith("{\"name\":\"" + pod + "\"")
                .containsPattern(
                        "\"created_at\":\\d{19},\"started_at\":\\d{19},\"finished_at\":\\d{19},\"exit_code\":7")
                .containsPattern("\"created_at\":\\d{10},\"started_at\":\\d{10}}");
        rkt("rm", pod);
    }

    @Test
    void jsonTellsMountsAndLabels() {
        Dray.Result result = rkt(
                "prepare",
                "--volume=etc,kind=host,source=/etc,readOnly=true",
                IMAGE,
                "--mount=volume=etc,target=/host",
                "--user-label=tier=web",
                "--user-annotation=note=x");
        String pod = result.out().strip();

        assertThat(rkt("list", "--format=json").out())
                .as(result.err())
                .contains(
                        "\"mounts\":[{\"name\":\"etc\",\"container_path\":\"/host\",\"host_path\":\"/etc\","
                                + "\"read_only\":true}],\"user_annotations\":{\"note\":\"x\"},\"user_labels\":{\"tier\":\"web\"}");
        assertThat(rkt("rm", pod).code()).isZero();
    }

    @Test
    void gcKeepsForHalfAnHourWhatHasExited() {
        String pod = exited();

        Dray.Result first = rkt("gc");
        assertThat(first.err()).contains("gc: moving pod \"" + pod + "\" to garbage\n");
        assertThat(first.out()).doesNotContain(pod);
        assertThat(rkt("gc").err())
                .contains("gc: pod \"" + pod + "\" not removed: still within grace period (30m0s)\n");
        assertThat(rkt("gc", "--grace-period=0s").out()).contains("Garbage collecting pod \"" + pod + "\"\n");
    }

    @Test
    void gcNamesWhatWaitedTooLong() {
        String pod = prepared();

        Dray.Result collected = rkt("gc", "--expire-prepared=0");
        assertThat(collected.err()).contains("gc: moving expired prepared pod \"" + pod + "\" to garbage\n");
        assertThat(collected.out()).contains("Garbage collecting pod \"" + pod + "\"\n");
    }

    @Test
    void theExitCodeOfRunIsTheApps() {
        Dray.Result result = rkt("run", "--net=none", IMAGE);

        assertThat(result.code()).isEqualTo(EXIT_CODE);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theOutputOfAppsSaysWhenAndWho() {
        Dray.Result one =
                rkt("run", "--net=none", IMAGE, "--exec=/bin/sh", "--", "-c", "echo out; echo err >&2; printf part");
        assertThat(one.code()).as(one.err()).isZero();
        assertThat(one.out())
                .matches("\\[ *\\d+\\.\\d{6}] rkt\\[\\d+]: out\n.* rkt\\[\\d+]: err\n.* rkt\\[\\d+]: part\n");
        assertThat(one.err()).isEmpty();

        String script = "i=0; while [ $i -lt 500 ]; do i=$((i+1)); echo line $i; done";
        Dray.Result two = rkt(
                "run",
                "--net=none",
                IMAGE,
                "--exec=/bin/sh",
                "--name=a",
                "--",
                "-c",
                script,
                "---",
                IMAGE,
                "--name=b",
                "--exec=/bin/sh",
                "--",
                "-c",
                "sleep 0.3; exit 4");
        assertThat(two.code()).as(two.err()).isEqualTo(4);
        assertThat(two.out().lines()).hasSize(500).last().asString().endsWith("] a[2]: line 500");
    }
}
