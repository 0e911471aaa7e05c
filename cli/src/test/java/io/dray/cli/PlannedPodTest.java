package io.dray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dray.clikit.Surroundings;
import io.dray.linux.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on real images and a pod that is planned but never started; needs root and the programs that a plan names. */
class PlannedPodTest {
    @TempDir
    private Path directory;

    private TestingConsole console = new TestingConsole(Path.of("unset"));

    @BeforeEach
    void fetchImages() throws IOException {
        assumeThat(Surroundings.ofProcess().isRoot()).as("root").isTrue();
        assumeThat(Programs.find("crun")).as("crun").isPresent();
        console = new TestingConsole(directory.resolve("data"))
                .with(RunCommand.HANDOFF, directory.resolve("plan").toString())
                .with(RunCommand.LAUNCHER, "dray")
                .with(
                        RunCommand.LAUNCHER_PID,
                        Long.toString(ProcessHandle.current().pid()))
                .with(Wiring.RUNTIME_DIRECTORY, directory.resolve("run").toString());
        for (Path archive : TrainingImage.write(directory)) {
            assertThat(console.run("--insecure-options=image", "fetch", archive.toString()))
                    .as(console.err())
                    .isZero();
            assertThat(console.out()).matches("sha512-[0-9a-f]{32}\n");
        }
    }

    @Test
    void handsThePodOverToTheLauncher() throws IOException {
        run();

        List<String> plan = Files.readAllLines(directory.resolve("plan"));
        assertThat(plan).hasSize(2);
        assertThat(Path.of(plan.getFirst(), "start")).isRegularFile();
        assertThat(plan.getLast()).isEqualTo("-m -i -u -n");
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).isEmpty();
    }

    @Test
    void listsThePod() throws IOException {
        String uuid = run();

        assertThat(console.run("list", "--no-legend")).isZero();
        assertThat(console.out())
                .matches(uuid.substring(0, 8) + "\t\ttraining\tdray.invalid/training:1\tpreparing\t[^\t]+\t+\n");
        assertThat(console.run("list", "--format=json")).isZero();
        assertThat(console.out())
                .startsWith("[{\"name\":\"" + uuid + "\",\"state\":\"preparing\",\"app_names\":[\"training\"],"
                        + "\"apps\":[{\"name\":\"training\",\"state\":\"preparing\",\"created_at\":")
                .contains(",\"image_name\":\"dray.invalid/training:1\",\"image_id\":\"sha512-");
        assertThat(console.run("internal", "words", "POD")).isZero();
        assertThat(console.out()).isEqualTo(uuid + "\n");
    }

    @Test
    void explainsEachLine() throws IOException {
        String uuid = run();

        assertThat(console.run("explain", uuid.substring(0, 8))).isZero();
        assertThat(console.out())
                .startsWith("""
                    # /etc/training.conf
                    # a name of training
                        <- templates/etc/training.conf.tmpl:3
                        <- training.title = a name of training  training/training.yml:6 of dray.invalid/training:1
                    port 2 \
                    """)
                .contains("    <- training.port = 2  TEMPLATER_OVERRIDE:1:21"
                        + ", over training/training.yml:4 of dray.invalid/training:1"
                        + ", over base/base.yml:3 of dray.invalid/base:1\n")
                .contains("\na,b\n");
    }

    @Test
    void explainsForProgramsAndByFile() throws IOException {
        String uuid = run();

        assertThat(console.run("explain", "--format=json", "--file=/etc/training.conf", uuid))
                .isZero();
        assertThat(console.out())
                .startsWith(
                        "{\"pod\":\"" + uuid + "\",\"files\":[{\"app\":\"training\",\"target\":\"/etc/training.conf\"")
                .contains(
                        "{\"key\":\"training.port\",\"value\":\"2\",\"origin\":{\"file\":\"TEMPLATER_OVERRIDE\",\"line\":1,");
        assertThat(console.run("explain", "--file=/etc/other.conf", uuid)).isEqualTo(254);
        assertThat(console.err())
                .isEqualTo("dray: pod " + uuid + " has no rendered file /etc/other.conf\n"
                        + "dray: hint: rendered were /etc/training.conf of training\n");
    }

    @Test
    void printsManifestsAndRemovesImages() {
        assertThat(console.run("image", "cat-manifest", "dray.invalid/training"))
                .isZero();
        assertThat(console.out()).contains("\"name\": \"dray.invalid/training\"");
        assertThat(console.run("image", "cat-manifest", "--pretty-print=false", "dray.invalid/training"))
                .isZero();
        assertThat(console.out()).startsWith("{\"acKind\":\"ImageManifest\"").doesNotEndWith("\n");
        assertThat(console.run("image", "list", "--no-legend")).isZero();
        assertThat(console.out().lines()).hasSize(2);
        assertThat(console.run("image", "rm", "dray.invalid/training")).isZero();
        assertThat(console.out()).startsWith("successfully removed aci for image: \"sha512-");
        assertThat(console.run("internal", "words", "IMAGE")).isZero();
        assertThat(console.out()).isEqualTo("dray.invalid/base:1\n");
    }

    @Test
    void trainsEverything() {
        String work = directory.resolve("training").toString();
        assertThat(console.run("internal", "prepare-training", work))
                .as(console.err())
                .isZero();
        assertThat(console.run("internal", "train", work)).isZero();
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).isEmpty();
    }

    private String run() throws IOException {
        String override = "--set-env=" + TrainingImage.OVERRIDE;
        assertThat(console.run("run", override, "dray.invalid/training"))
                .as(console.err())
                .isZero();
        Path pod = Path.of(Files.readAllLines(directory.resolve("plan")).getFirst());
        return String.valueOf(pod.getFileName());
    }
}
