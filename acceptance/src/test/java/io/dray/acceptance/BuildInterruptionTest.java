package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that are ended, killed, stopped by the file system, or run beside others. */
class BuildInterruptionTest {
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final int KILLS = 10;
    private static final int LONGEST_MILLIS = 800;

    @TempDir
    Path directory;

    @Test
    void ctrlCEndsABuildAtOnceAndLeavesNothing() throws Exception {
        Project project = base("interrupted").script("runlevels/build/10.slow", "echo started", "sleep 300");
        HostState before = HostState.now();
        Path output = directory.resolve("output");
        Process build = Dray.start(output, "build", project.directory().toString());
        await().atMost(SOON).until(() -> Files.readString(output).contains("\nstarted\n"));
        assertThat(Dray.program("kill", "-INT", Long.toString(build.pid())).code())
                .isZero();

        assertThat(build.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(build.exitValue()).isEqualTo(130);
        String said = Files.readString(output);
        assertThat(said.substring(said.indexOf("\nstarted\n")).lines().skip(2))
                .singleElement()
                .asString()
                .startsWith("interrupted");
        assertThat(HostState.now()).isEqualTo(before);
        assertThat(project.archive()).doesNotExist();
    }

    @Test
    void aBuildKilledAtAnyMomentChangesNothingForTheNextOne() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Project project = base("shot").file("templates/etc/x.tmpl", "same\n");
        build(project);
        byte[] expected = Files.readAllBytes(project.archive());
        HostState before = HostState.now();
        for (int i = 0; i < KILLS; i++) {
            // other steps, and back again to those that give the expected archive
            project.file("runlevels/build/10.write", "echo " + i + " >/written # " + seed + "\n");
            Process killed = Dray.start(
                    directory.resolve("killed"), "build", project.directory().toString());
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
            killed.destroyForcibly();
            killed.waitFor();
            assertThat(project.build().code()).as("seed %d", seed).isZero();
            Files.delete(project.directory().resolve("runlevels/build/10.write"));
            build(project);
            assertThat(Dray.run("gc").code()).isZero();

            assertThat(Files.readAllBytes(project.archive()))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            assertThat(HostState.now()).as("seed %d", seed).isEqualTo(before);
            assertThat(names(project.directory().resolve("target")))
                    .containsExactlyInAnyOrder("image.aci", "manifest.json", "version", "build.json");
        }
    }

    @Test
    void buildsRunBesideEachOther() throws Exception {
        List<Process> builds = new ArrayList<>();
        Project shared = base("shared").script("runlevels/build/10.count", "echo once >/once # " + System.nanoTime());
        for (int i = 0; i < 2; i++) {
            builds.add(Dray.start(
                    directory.resolve("shared" + i), "build", shared.directory().toString()));
            Project other = base("beside" + i);
            builds.add(Dray.start(
                    directory.resolve("other" + i), "build", other.directory().toString()));
        }
        for (Process build : builds) {
            assertThat(build.waitFor(SOON.toMinutes(), TimeUnit.MINUTES)).isTrue();
            assertThat(build.exitValue()).isZero();
        }
        String both = Files.readString(directory.resolve("shared0")) + Files.readString(directory.resolve("shared1"));

        assertThat(both.split("Running script -> [^ ]*build/10.count", -1)).hasSize(2);
        assertThat(both).contains("up to date: ");
    }

    @Test
    void aProcessThatAScriptLeavesBehindEndsWithTheStep() throws IOException {
        Project project = base("background").script("runlevels/build/10.leave", "sleep 987 &", "echo ready");
        HostState before = HostState.now();
        Dray.Result built = project.build();

        assertThat(built.code()).as(built.err()).isZero();
        assertThat(Dray.program("pgrep", "-f", "sleep 987").out()).isEmpty();
        assertThat(HostState.now()).isEqualTo(before);
    }

    @Test
    void aTargetThatCannotBeWrittenIsSaidBeforeAnyScriptRuns() throws IOException {
        Project project = base("unwritable").file("target", "not a directory");
        Dray.Result result = project.build();

        assertThat(result.code()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("dray: cannot write into ")
                .contains("unwritable/target")
                .doesNotContain("Running script");
    }

    private static void build(Project project) {
        Dray.Result built = Dray.run(
                Map.of("SOURCE_DATE_EPOCH", "1000"),
                "build",
                project.directory().toString());
        assertThat(built.code()).as(built.err()).isZero();
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        }
    }

    private Project base(String name) throws IOException {
        return Project.withShell(directory.resolve(name), name);
    }
}
