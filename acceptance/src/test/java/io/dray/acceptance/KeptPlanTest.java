package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same command a second time: started from the plan of the first. */
class KeptPlanTest {
    private static final String IMAGE = "example.com/acceptance/again";
    private static final String OTHER = "example.com/acceptance/other";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private Path runtime;

    @BeforeEach
    void haveARuntimeDirectory() {
        runtime = directory.resolve("runtime");
    }

    @AfterEach
    void collect() {
        assertThat(dray("gc").code()).isZero();
    }

    @Test
    void eachStartIsAPodOfItsOwn() throws IOException {
        fetch(TinyImage.named(IMAGE, directory.resolve("one")).running("hostname; exit 3"));
        runUntilKept(IMAGE);

        Set<String> names = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            Dray.Result result = run(IMAGE);
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).isEmpty();
            names.add(result.out());
        }

        assertThat(names).hasSize(3).allMatch(name -> name.matches("dray-[0-9a-f-]{36}\n"));
        assertThat(dray("list", "--no-legend", "--full").out())
                .contains(names.stream()
                        .map(name -> name.strip().substring("dray-".length()))
                        .toList());
    }

    @Test
    void severalAppsAreStartedAgainTogether() throws IOException {
        fetch(TinyImage.named(IMAGE, directory.resolve("one")).running("echo one"));
        fetch(TinyImage.named(OTHER, directory.resolve("two")).running("echo two"));
        runUntilKept(IMAGE, "---", OTHER);

        assertThat(run(IMAGE, "---", OTHER).out().lines()).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void whatIsSaidOfAnAppIsPartOfThePlan() throws IOException {
        fetch(TinyImage.named(IMAGE, directory.resolve("one")).running("echo $AC_APP_NAME; : >/file"));
        String[] words = {
            IMAGE, "--name=first", "--readonly-rootfs", "--caps-remove=CAP_CHOWN", "---", IMAGE, "--name=second"
        };
        runUntilKept(words);

        Dray.Result result = run(words);
        assertThat(result.out().lines()).containsExactlyInAnyOrder("first", "second");
        assertThat(result.err()).contains("/file: Read-only file system");
    }

    @Test
    void theNameOfAPodIsAskedForEachTime() throws IOException {
        fetch(TinyImage.named(IMAGE, directory.resolve("one")).running("cat"));
        fetch(TinyImage.named(OTHER, directory.resolve("plain")).running("echo"));
        // by then any plan that can be kept is
        runUntilKept(OTHER);

        assertThat(run("--name=mine", OTHER).code()).isZero();
        assertThat(dray("rm", "mine").code()).isZero();
        assertThat(run("--name=mine", "--detach", IMAGE, "--stdin=stream").code())
                .isZero();
        assertThat(run("--name=mine", OTHER).err()).contains("the name mine is taken");
        assertThat(dray("stop", "--force", "mine").code()).isZero();
    }

    @Test
    void anImageThatCameMeanwhileIsNoticed() throws IOException {
        fetch(TinyImage.named(IMAGE, directory.resolve("one")).running("echo one"));
        runUntilKept(IMAGE);
        fetch(TinyImage.named(IMAGE, directory.resolve("two")).running("echo two"));

        assertThat(run(IMAGE).out()).isEqualTo("two\n");
    }

    @Test
    void anImageThatIsGoneIsNotStarted() throws IOException {
        fetch(TinyImage.named(IMAGE, directory.resolve("one")).running("echo one"));
        runUntilKept(IMAGE);
        dray("gc");
        assertThat(dray("image", "rm", IMAGE).code()).isZero();

        Dray.Result result = run("--store-only", IMAGE);
        assertThat(result.code()).isEqualTo(254);
        assertThat(run(IMAGE).code()).isEqualTo(254);
        assertThat(pods()).isEmpty();
    }

    @Test
    void otherAttributesAreAnotherPlan() throws IOException {
        image(IMAGE, "{{ .word }}");
        runUntilKept(IMAGE);

        String changed = "--set-env=TEMPLATER_OVERRIDE={\"word\":\"changed\"}";
        assertThat(run(changed, IMAGE).out()).isEqualTo("changed");
        assertThat(run(IMAGE).out()).isEqualTo("plain");
        assertThat(run(changed, IMAGE).out()).isEqualTo("changed");
    }

    @Test
    void whatIsDifferentEachTimeIsRenderedEachTime() throws IOException {
        image(IMAGE, "{{ randAlphaNum 20 }}");
        fetch(TinyImage.named(OTHER, directory.resolve("plain")).running("echo"));
        // by then any plan that can be kept is
        runUntilKept(OTHER);

        Set<String> words = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            words.add(run(IMAGE).out());
        }
        assertThat(words).hasSize(3);
    }

    @Test
    void whatTheWordsDoNotSayIsLookedAtEachTime() throws IOException {
        fetch(TinyImage.named(IMAGE, directory.resolve("one")).running("echo $WORD"));
        runUntilKept(IMAGE);

        for (String word : List.of("first", "second")) {
            Dray.Result result = Dray.program(
                    Map.of("DRAY_RUNTIME_DIRECTORY", runtime.toString(), "WORD", word),
                    command("run", "--net=none", "--inherit-env", IMAGE));
            assertThat(result.out()).isEqualTo(word + "\n");
        }
    }

    @Test
    void aDamagedPlanIsMadeAnew() throws IOException {
        fetch(TinyImage.named(IMAGE, directory.resolve("one")).running("echo one"));
        runUntilKept(IMAGE);
        try (Stream<Path> entries = Files.list(runtime.resolve("plans"))) {
            for (Path entry : entries.toList()) {
                if (Files.isDirectory(entry)) {
                    Files.delete(entry.resolve("pod/start"));
                } else {
                    Files.writeString(entry, "copy=/nowhere\n");
                }
            }
        }

        Dray.Result result = run(IMAGE);

        assertThat(result.out()).isEqualTo("one\n");
        assertThat(result.err()).isEmpty();
    }

    /** An image that prints what becomes of a template. */
    private void image(String name, String template) throws IOException {
        fetch(TinyImage.named(name, directory.resolve("templated"))
                .running("cat /etc/word")
                .withFile("dgr/attributes/word.yml", "default:\n  word: plain\n")
                .withFile("dgr/templates/etc/word.tmpl", template));
    }

    private void fetch(TinyImage image) throws IOException {
        Dray.Result result =
                dray("--insecure-options=image", "fetch", image.archive().toString());
        assertThat(result.code()).as(result.err()).isZero();
    }

    /** What has changed within the last second could change again unnoticed, so it is not relied on yet. */
    private void runUntilKept(String... words) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(run(words).code()).isNotEqualTo(254);
            return isUsed();
        });
    }

    private boolean isUsed() throws IOException {
        if (!Files.isDirectory(runtime.resolve("plans"))) {
            return false;
        }
        try (Stream<Path> entries = Files.list(runtime.resolve("plans"))) {
            return entries.anyMatch(entry -> Files.exists(entry.resolve("used")));
        }
    }

    private List<Path> pods() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(data()).resolve("pods"))) {
            return entries.toList();
        }
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private Dray.Result run(String... words) {
        List<String> all = new ArrayList<>(List.of("run", "--net=none"));
        all.addAll(List.of(words));
        return dray(all.toArray(String[]::new));
    }

    private Dray.Result dray(String... words) {
        return Dray.program(Map.of("DRAY_RUNTIME_DIRECTORY", runtime.toString()), command(words));
    }

    private String[] command(String... words) {
        List<String> all = new ArrayList<>(List.of(Dray.HOME + "/bin/dray", "--dir=" + data()));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }
}
