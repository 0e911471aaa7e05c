package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several shells change the apps of one mutable pod at the same time. */
class AppsAtOnceTest extends OwnSandbox {
    private static final String IMAGE = "example.com/acceptance/at-once";
    private static final String SLOW = "example.com/acceptance/at-once-slow";
    private static final String POD = "at-once-under-test";
    private static final int SHELLS = 8;
    private static final long PATIENCE_SECONDS = 120;

    AppsAtOnceTest() {
        super(POD);
    }

    @BeforeAll
    static void makeImages(@TempDir Path layouts) throws IOException {
        TinyImage.named(IMAGE, layouts.resolve("at-once"))
                .running("exec sleep 1000")
                .fetch();
        TinyImage.named(SLOW, layouts.resolve("slow"))
                .withDgrBusybox()
                .withScript("dgr/runlevels/prestart-early/10.wait", "#!/dgr/bin/busybox sh\n/bin/sleep 0.5\n")
                .running("exec sleep 1000")
                .fetch();
    }

    @Test
    void shellsThatEachHaveAnAppDoNotHarmEachOther() throws Exception {
        List<Process> shells = new ArrayList<>();
        for (int i = 0; i < SHELLS; i++) {
            shells.add(shell(i, """
                    set -e
                    $dray app add $pod $image --name=gone$i
                    $dray app start $pod --app=gone$i
                    $dray app add $pod $image --name=kept$i
                    $dray app stop $pod --app=gone$i
                    $dray app rm $pod --app=gone$i
                    $dray app start $pod --app=kept$i
                    $dray app stop $pod --app=kept$i
                    $dray app start $pod --app=kept$i
                    """));
        }
        while (shells.stream().anyMatch(Process::isAlive)) {
            assertThat(Dray.run("app", "list", "--no-legend", POD).out())
                    .matches("\n|((gone|kept)[0-7]\t+(created|running|exited)\n)*");
            assertThat(Dray.run("cat-manifest", POD).code()).isZero();
        }

        List<String> kept = new ArrayList<>();
        for (int i = 0; i < SHELLS; i++) {
            assertEnded(i, shells.get(i));
            kept.add("kept" + i);
        }
        assertThat(apps("running")).containsExactlyInAnyOrderElementsOf(kept);
        String manifest = Dray.run("cat-manifest", POD).out();
        assertThat(kept).allMatch(app -> manifest.contains("\"name\": \"" + app + "\""));
        assertThat(manifest).doesNotContain("gone");
        assertThat(entries("apps")).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(entries("services"))
                .filteredOn(name -> !name.startsWith("."))
                .containsExactlyInAnyOrderElementsOf(kept);
    }

    @Test
    void ofSeveralWhoAddTheSameAppOneSucceeds() throws Exception {
        List<Process> shells = new ArrayList<>();
        for (int i = 0; i < SHELLS; i++) {
            shells.add(shell(i, "$dray app add $pod $image --name=one"));
        }
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < SHELLS; i++) {
            assertThat(shells.get(i).waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            codes.add(shells.get(i).exitValue());
            assertThat(output(i)).matches("|dray: multiple apps with name one\ndray: hint: .*\n");
        }
        assertThat(codes).containsOnlyOnce(0).containsOnly(0, 254);
        assertThat(apps("created")).containsExactly("one");
    }

    @Test
    void shellsThatChangeOneAppLeaveItWhole() throws Exception {
        List<Process> shells = new ArrayList<>();
        for (int i = 0; i < SHELLS; i++) {
            shells.add(shell(i, """
                    for round in 1 2; do
                        $dray app add $pod $image --name=one
                        $dray app start $pod --app=one
                        $dray app stop $pod --app=one
                        $dray app rm $pod --app=one
                    done
                    """));
        }
        for (int i = 0; i < SHELLS; i++) {
            assertThat(shells.get(i).waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(output(i))
                    .isTrue();
            assertThat(output(i)).doesNotContain("Exception").doesNotContain("cannot ");
        }
        Dray.run("app", "rm", POD, "--app=one");
        for (String step : List.of("add", "start", "stop", "rm")) {
            Dray.Result result = step.equals("add")
                    ? Dray.run("app", step, POD, IMAGE, "--name=one")
                    : Dray.run("app", step, POD, "--app=one");
            assertThat(result.code()).as(step + " " + result.err()).isZero();
        }
        assertThat(entries("apps")).isEmpty();
    }

    @Test
    void anAppThatIsBeingAddedGoesWithItsPod() throws Exception {
        Process adding = shell(0, "$dray app add $pod $slow --name=late");
        while (adding.isAlive() && !Files.exists(pod("apps").resolve("late"))) {
            Thread.onSpinWait();
        }

        assertThat(Dray.run("app", "rm", POD, "--app=other").errorLine()).contains("nonexistent app \"other\"");
        assertThat(apps("created")).as("rm waited for the addition").containsExactly("late");
        Process another = shell(1, "$dray app add $pod $slow --name=later");
        while (another.isAlive() && !Files.exists(pod("apps").resolve("later"))) {
            Thread.onSpinWait();
        }
        assertThat(Dray.run("stop", uuid).code()).isZero();
        assertThat(Dray.run("rm", uuid).code()).isZero();
        assertThat(another.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(another.exitValue()).isEqualTo(254);
        assertThat(output(1)).startsWith("dray: ").doesNotContain("Exception");
        assertEnded(0, adding);
    }

    private Process shell(int number, String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(directory.resolve("output" + number).toFile());
        builder.environment().put("dray", Dray.HOME.resolve("bin/dray") + " --dir=" + Dray.DATA);
        builder.environment().put("pod", uuid);
        builder.environment().put("image", IMAGE);
        builder.environment().put("slow", SLOW);
        builder.environment().put("i", Integer.toString(number));
        return builder.start();
    }

    private void assertEnded(int number, Process shell) throws Exception {
        assertThat(shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).as(output(number)).isZero();
        assertThat(output(number)).isEmpty();
    }

    private String output(int number) throws IOException {
        return Files.readString(directory.resolve("output" + number));
    }

    /** The names of the apps, which are all in this state. */
    private static List<String> apps(String state) {
        return Dray.run("app", "list", "--no-legend", POD)
                .out()
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> {
                    assertThat(line).endsWith("\t" + state);
                    return line.substring(0, line.indexOf('\t'));
                })
                .toList();
    }

    private Path pod(String part) {
        return Dray.DATA.resolve("pods").resolve(uuid).resolve(part);
    }

    private List<String> entries(String part) throws IOException {
        try (Stream<Path> entries = Files.list(pod(part))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
