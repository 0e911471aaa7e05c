package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manifest of a pod says of all its apps together, and of one alone. */
class PodIsolatorTest {
    private static final String IMAGE = "example.com/acceptance/limited";
    private static String id = "";

    @TempDir
    Path directory;

    @BeforeAll
    static void makeImage(@TempDir Path layout) throws IOException {
        TinyImage.named(IMAGE, layout.resolve("limited")).fetch();
        id = Dray.run("image", "list", "--full", "--no-legend", "--fields=id,name")
                .out()
                .lines()
                .filter(line -> line.contains(IMAGE))
                .map(line -> line.substring(0, line.indexOf('\t')))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theAppsOfAPodMayUseNoMoreThanThePod() throws IOException {
        Dray.Result run = runManifest(
                "\"isolators\":[" + limit("resource/memory", "32M") + "]",
                app("eater", "tail /dev/zero", "\"isolators\":[" + limit("resource/memory", "1G") + "]"));

        assertThat(run.code()).as(run.err()).isEqualTo(137);
        assertThat(run.err()).contains("app eater ran out of memory");
    }

    @Test
    void theControlGroupOfThePodHasItsLimits() throws IOException {
        Dray.Result run = runManifest(
                "\"isolators\":[" + limit("resource/memory", "64M") + "," + limit("resource/cpu", "500m")
                        + ",{\"name\":\"os/linux/unknown\",\"value\":true}]",
                app(
                        "reader",
                        "cat /groups/memory/dray/*/memory.limit_in_bytes /groups/cpu/dray/*/cpu.cfs_quota_us"
                                + " /groups/dray/*/memory.max /groups/dray/*/cpu.max 2>/dev/null",
                        "\"isolators\":[" + limit("resource/cpu", "2") + "]"),
                "\"volumes\":[{\"name\":\"groups\",\"kind\":\"host\",\"source\":\"/sys/fs/cgroup\",\"readOnly\":true}],",
                "\"mounts\":[{\"volume\":\"groups\",\"path\":\"/groups\"}],");

        assertThat(run.out()).contains("64000000\n").containsPattern("50000( 100000)?\n");
        assertThat(run.err()).contains("isolator os/linux/unknown of the pod is not enforced");
    }

    @Test
    void wrongIsolatorsOfAPodAreRefused() throws IOException {
        assertThat(runManifest("\"isolators\":[" + limit("resource/memory", "16m") + "]", app("one", "true", ""))
                        .errorLine())
                .contains("resource/memory: a limit of 1 bytes is less than one page");
        assertThat(runManifest(
                                "\"isolators\":[" + limit("resource/cpu", "1") + "," + limit("resource/cpu", "2") + "]",
                                app("one", "true", ""))
                        .errorLine())
                .contains("the pod has two isolators resource/cpu");
        assertThat(runManifest("\"isolators\":[{\"name\":\"resource/cpu\"}]", app("one", "true", ""))
                        .errorLine())
                .contains("isolators[0].value: it is required");
    }

    @Test
    void aVolumeOfOneAppIsNoVolumeOfThePod() throws IOException {
        String own =
                "\"mounts\":[{\"volume\":\"data\",\"path\":\"/data\",\"appVolume\":{\"name\":\"data\",\"kind\":\"empty\"}}],";
        String manifest = "{\"acKind\":\"PodManifest\",\"acVersion\":\"0.8.11\",\"userAnnotations\":{\"who\":\"me\"},"
                + "\"userLabels\":{\"tier\":\"db\"},\"volumes\":[{\"name\":\"data\",\"kind\":\"empty\"}],\"apps\":["
                + app("one", "touch /data/of-one; sleep 1", "").replace("\"app\"", own + "\"app\"") + ","
                + app("two", "sleep 0.5; ls /data", "")
                        .replace("\"app\"", "\"mounts\":[{\"volume\":\"data\",\"path\":\"/data\"}],\"app\"")
                + "]}";

        Dray.Result run = run(manifest);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(Dray.run("cat-manifest", "--pretty-print=false", "pod-of-a-manifest")
                        .out())
                .contains(
                        "\"userAnnotations\":{\"who\":\"me\"}", "\"userLabels\":{\"tier\":\"db\"}", "\"appVolume\":{");
    }

    private Dray.Result runManifest(String isolators, String app, String... more) throws IOException {
        String volumes = more.length > 0 ? more[0] : "";
        String mounts = more.length > 1 ? more[1] : "";
        return run("{\"acKind\":\"PodManifest\",\"acVersion\":\"0.8.11\"," + volumes + isolators + ",\"apps\":["
                + app.replace("\"app\"", mounts + "\"app\"") + "]}");
    }

    private Dray.Result run(String manifest) throws IOException {
        Path file = directory.resolve("pod.json");
        Files.writeString(file, manifest);
        Dray.run("rm", "pod-of-a-manifest");
        return Dray.run("run", "--net=none", "--name=pod-of-a-manifest", "--pod-manifest=" + file);
    }

    private static String limit(String name, String amount) {
        return "{\"name\":\"" + name + "\",\"value\":{\"limit\":\"" + amount + "\"}}";
    }

    private static String app(String name, String script, String more) {
        return "{\"name\":\"" + name + "\",\"image\":{\"id\":\"" + id + "\"},\"app\":{\"exec\":[\"/bin/sh\",\"-c\",\""
                + script + "\"],\"user\":\"0\",\"group\":\"0\"" + (more.isEmpty() ? "" : "," + more) + "}}";
    }
}
