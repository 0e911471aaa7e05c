package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and labels of pods, and how {@code list} finds and shows pods. */
class PodNamesTest {
    private static final String IMAGE = "example.com/acceptance/names";

    @TempDir
    Path directory;

    @BeforeAll
    static void makeImage(@TempDir Path layout) throws IOException {
        TinyImage.named(IMAGE, layout.resolve("names")).running("exit 3").fetch();
    }

    @AfterEach
    void remove() {
        for (String uuid : column("list", "--image=" + IMAGE, "--fields=uuid", "--full", "--no-legend")) {
            Dray.run("stop", uuid);
            Dray.run("rm", uuid);
        }
    }

    @Test
    void aNameStandsForTheUuid() {
        String uuid = prepare("--name=web");

        assertThat(Dray.run("status", "web").out()).startsWith("state=prepared\nname=web\n");
        assertThat(Dray.run("run-prepared", "web").code()).isEqualTo(3);
        assertThat(Dray.run("status", "web").out()).contains("app-names=3");
        assertThat(Dray.run("cat-manifest", "web").out()).contains("PodManifest");
        assertThat(Dray.run("stop", "web").out()).isEqualTo("pod \"" + uuid + "\" is already stopped\n");
        assertThat(Dray.run("rm", "web").out()).isEqualTo("\"" + uuid + "\"\n");
        assertThat(Dray.run("status", "web").errorLine()).isEqualTo("dray: no matches found for \"web\"");
    }

    @Test
    void onlyOneLivingPodHasTheName() {
        String first = prepare("--name=db");

        Path file = directory.resolve("uuid");
        Dray.Result second = Dray.run("prepare", "--name=db", "--uuid-file-save=" + file, IMAGE);
        assertThat(second.code()).isEqualTo(254);
        assertThat(second.errorLine())
                .isEqualTo("dray: the name db is taken by pod \"" + first + "\", which is prepared");
        assertThat(file).doesNotExist();

        assertThat(Dray.run("run-prepared", "db").code()).isEqualTo(3);
        String third = prepare("--name=db");
        assertThat(column("list", "--name=db", "--state=prepared", "--fields=uuid", "--full", "--no-legend"))
                .containsExactly(third);
    }

    @Test
    void ofManyAtOnceOneGetsTheName() throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            processes.add(Dray.start(directory.resolve("out" + i), "prepare", "--net=none", "--name=one", IMAGE));
        }
        // one of them dies on the way, and must not keep the name
        processes.getFirst().destroyForcibly();
        int successes = 0;
        for (Process process : processes) {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            successes += process.exitValue() == 0 ? 1 : 0;
        }

        List<String> found = column("list", "--name=one", "--fields=uuid", "--full", "--no-legend");
        assertThat(found).as("%d succeeded", successes).hasSize(1);
        assertThat(Dray.run("rm", "one").code()).isZero();
        prepare("--name=one");
    }

    @Test
    void aNameIsNoUuidAndNoPath() {
        for (String name : List.of("", "a b", "../x", "-x", "12345678-1234-1234-1234-123456789abc", "x".repeat(65))) {
            assertThat(Dray.run("prepare", "--name=" + name, IMAGE).errorLine())
                    .isEqualTo("dray: '" + name + "' cannot be the name of a pod");
        }
        assertThat(Dray.run("prepare", IMAGE, "--name=Upper").errorLine()).contains("'Upper' is not a valid appc name");
    }

    @Test
    void podsAreFoundByLabelStateAppAndImage() {
        String front = prepare("--label=tier=front", "--label=zone=a");
        String back = prepare("--label=tier=back");
        String[] uuids = {"--fields=uuid", "--full", "--no-legend"};

        assertThat(column(with(uuids, "list", "--label=tier=front"))).containsExactly(front);
        assertThat(column(with(uuids, "list", "--label=tier"))).containsExactly(front, back);
        assertThat(column(with(uuids, "list", "--label=tier=back", "--label=zone")))
                .isEmpty();
        assertThat(column(with(uuids, "list", "--state=prepared,running", "--label=tier")))
                .containsExactly(front, back);
        assertThat(column(with(uuids, "list", "--state=running", "--label=tier")))
                .isEmpty();
        assertThat(column(with(uuids, "list", "--app=names", "--label=zone"))).containsExactly(front);
        assertThat(column(with(uuids, "list", "--image=" + IMAGE + ":1", "--label=zone")))
                .containsExactly(front);
        assertThat(column("list", "--label=zone", "--fields=labels", "--no-legend"))
                .containsExactly("tier=front,zone=a");
        assertThat(Dray.run("list", "--label=zone", "--format=json").out())
                .startsWith("[{\"name\":\"" + front + "\",\"state\":\"prepared\",")
                .contains("\"user_labels\":{\"tier\":\"front\",\"zone\":\"a\"}");
    }

    @Test
    void wrongFiltersAndFieldsAreRefused() {
        assertThat(Dray.run("list", "--state=lost").errorLine()).isEqualTo("dray: 'lost' is no state of a pod");
        assertThat(Dray.run("list", "--fields=uuid,x").errorLine()).isEqualTo("dray: 'x' is no field of a pod");
        assertThat(Dray.run("prepare", "--label=tier", IMAGE).errorLine())
                .isEqualTo("dray: --label needs NAME=VALUE, not 'tier'");
    }

    @Test
    void underTheNameOfRktTheColumnsAreItsOwn() throws IOException {
        Path rkt = Files.createSymbolicLink(directory.resolve("rkt"), Dray.HOME.resolve("bin/dray"));
        prepare("--name=shown");

        assertThat(Dray.program(rkt.toString(), "--dir=" + Dray.DATA, "list").out())
                .startsWith("UUID\t\tAPP\t")
                .doesNotContain("NAME\tAPP");
        assertThat(Dray.run("list").out().lines().findFirst().orElse("").split("\t+"))
                .containsExactly("UUID", "NAME", "APP", "IMAGE NAME", "STATE", "CREATED", "STARTED", "NETWORKS");
        assertThat(Dray.program(rkt.toString(), "--dir=" + Dray.DATA, "run", "--name=x", IMAGE)
                        .errorLine())
                .isEqualTo("run: --name must follow an image");
    }

    private static String prepare(String... options) {
        List<String> command = new ArrayList<>(List.of("prepare", "--net=none"));
        command.addAll(List.of(options));
        command.add(IMAGE);
        Dray.Result result = Dray.run(command.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return result.out().strip();
    }

    private static String[] with(String[] options, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    private static List<String> column(String... command) {
        Dray.Result result = Dray.run(command);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out().lines().toList();
    }
}
