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

/** What is said of pods that wait, run and have ended, and how they go. */
class RktListTest {
    private static final String IMAGE = "example.com/rkt/listed";

    @TempDir
    static Path directory;

    private static Rkt rkt;

    @BeforeAll
    static void makeImage() throws IOException {
        rkt = Rkt.in(directory);
        rkt.fetch(TinyImage.named(IMAGE, directory.resolve("image")).running("exit 0"));
    }

    @AfterEach
    void collect() {
        rkt.collect();
    }

    private static String exited() {
        String pod = rkt.prepare("--net=none " + IMAGE);
        assertThat(rkt.line("run-prepared " + pod.substring(0, 8)).code()).isZero();
        return pod;
    }

    private static String imageId() {
        return rkt.line("image list --full --no-legend --fields=id")
                .out()
                .strip()
                .substring(0, "sha512-".length() + 12);
    }

    @Test
    void listHasTwoTables() {
        String pod = exited();

        assertThat(rkt.line("list").out().lines().toList())
                .satisfiesExactly(
                        legend -> assertThat(legend)
                                .matches("UUID\t+APP\t+IMAGE NAME\t+STATE\t+CREATED\t+STARTED\t+NETWORKS"),
                        row -> assertThat(row)
                                .matches(pod.substring(0, 8)
                                        + "\t+listed\t+example.com/rkt/listed:1\t+exited\t+.*(ago|now)\t+.*"));
        String time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})? [+-]\\d{4} \\w+";
        assertThat(rkt.line("list --full").out().lines().skip(1).findFirst().orElse(""))
                .matches(pod + "\tlisted\t+example.com/rkt/listed:1\t+" + imageId() + "\t+exited\t+" + time + "\t+"
                        + time + "\t+.*");
        assertThat(rkt.line("list --no-legend").out().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "cat-manifest", "stop", "rm"})
    void aPodIsNamedByTheBeginningOfItsUuidOrByAFile(String command) throws IOException {
        String pod = exited();
        Path file = Files.writeString(directory.resolve("uuid"), pod);

        assertThat(rkt.line(command + " " + pod.substring(0, 12)).code()).isZero();
        String another = exited();
        Files.writeString(file, another + "\n");
        assertThat(rkt.line(command + " --uuid-file=" + file).code()).isZero();
        Rkt.assertEnds(
                rkt.line(command + " 0f746094-3438-42bc-ab37-3cf85f132e60"),
                Rkt.FAILURE,
                command + ": no matches found for \"0f746094-3438-42bc-ab37-3cf85f132e60\"");
        Files.writeString(file, "0f746094-3438-42bc-ab37-3cf85f132e60");
        Rkt.assertEnds(
                rkt.line(command + " --uuid-file=" + file),
                Rkt.FAILURE,
                command + ": no matches found for \"0f746094-3438-42bc-ab37-3cf85f132e60\"");
    }

    @Test
    void theUuidIsSavedWhereTheCallerWantsIt() throws IOException {
        Path file = directory.resolve("saved");

        Rkt.assertEnds(rkt.line("run --net=none --uuid-file-save=" + file + " " + IMAGE), 0, "");
        String pod = Files.readString(file);
        assertThat(pod).hasSize(36);
        assertThat(rkt.line("status --uuid-file=" + file).out()).startsWith("state=exited\n");
        assertThat(rkt.line("list --full --no-legend").out()).startsWith(pod + "\t");
    }

    @Test
    void aPreparedPodIsRunOnceAndRemoved() {
        String pod = rkt.prepare("--net=none " + IMAGE);

        assertThat(rkt.line("status " + pod).out()).startsWith("state=prepared\ncreated=");
        assertThat(rkt.line("run-prepared " + pod).code()).isZero();
        Rkt.assertEnds(
                rkt.line("run-prepared " + pod), Rkt.FAILURE, "pod \"" + pod + "\" is not prepared: it is exited");
        Rkt.assertEnds(rkt.line("rm " + pod), 0, "\"" + pod + "\"\n");
        assertThat(rkt.line("list --no-legend").out().strip()).isEmpty();
    }

    @Test
    void gcMarksAndThenSweeps() {
        exited();
        rkt.prepare("--net=none " + IMAGE);

        assertThat(rkt.line("gc --mark-only=true --expire-prepared=0 --grace-period=0")
                        .code())
                .isZero();
        assertThat(rkt.line("list --no-legend").out().lines()).hasSize(2);
        assertThat(rkt.line("gc --mark-only=false --expire-prepared=0 --grace-period=0")
                        .code())
                .isZero();
        assertThat(rkt.line("list --no-legend").out().strip()).isEmpty();
    }

    @Test
    void gcTellsWhoDebugsItOfThePluginsThatGiveBack() {
        rkt.run("run", IMAGE);

        Dray.Result collected = rkt.line("gc --debug --grace-period=0s");

        assertThat(collected.code()).isZero();
        assertThat(collected.err()).endsWith("networking: executing net-plugin bridge\n");
    }

    @Test
    void aPodOfTwoAppsOfOneNameIsRefused() {
        Rkt.assertEnds(rkt.line("prepare --net=none " + IMAGE + " " + IMAGE), Rkt.FAILURE, "prepare: ");
        assertThat(rkt.line("list --no-legend").out().strip()).isEmpty();
    }

    @Test
    void theManifestNamesImageAndHash() {
        String pod = rkt.prepare("--net=none " + IMAGE);

        assertThat(rkt.line("cat-manifest --pretty-print=false " + pod).out())
                .contains("\"example.com/rkt/listed\"", imageId())
                .startsWith("{\"acVersion\"")
                .doesNotContain("\t");
        assertThat(rkt.line("cat-manifest " + pod).out()).contains("\n\t\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version              | 0   | rkt Version: ",
                "version              | 0   | appc Version: 0.8.11",
                "version              | 0   | Go OS/Arch: linux/",
                "version              | 0   | Features: ",
                "help                 | 0   | Usage: rkt [options] COMMAND",
                "help run             | 0   | --pod-manifest=FILE",
                "run --help           | 0   | rkt run example.com/aci-redis:1",
                "help nosuch          | 254 | unknown command 'nosuch'",
                "nosuch               | 254 | unknown command 'nosuch'",
                "image nosuch         | 254 | unknown command 'image nosuch'",
                "list --nosuch        | 254 | unknown option --nosuch",
                "completion bash      | 0   | complete ",
                "completion zsh       | 0   | #compdef rkt",
                "completion tcsh      | 254 | completion takes one of",
                "config               | 0   | \"stage0\":",
                "list --format=frob   | 254 | --format takes one of",
                "status --wait=x 1234 | 254 | ",
            })
    void everyWordHasItsAnswer(String words, int code, String shown) {
        Rkt.assertEnds(rkt.line(words), code, shown == null ? "" : shown);
    }
}
