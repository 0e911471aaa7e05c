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

/** What {@code stats}, {@code events} and {@code status} tell of pods, death for want of memory included. */
class PodObservationTest {
    private static final String IMAGE = "example.com/acceptance/observed";
    private static final long LIMIT = 32L << 20;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeImage(@TempDir Path layout) throws IOException {
        TinyImage.named(IMAGE, layout.resolve("observed")).fetch();
    }

    @AfterEach
    void remove() {
        Dray.Result list = Dray.run("list", "--image=" + IMAGE, "--fields=uuid", "--full", "--no-legend");
        for (String uuid : list.out().lines().filter(line -> !line.isEmpty()).toList()) {
            Dray.run("stop", "--force", uuid);
            Dray.Result removed = Dray.run("rm", uuid);
            assertThat(removed.code()).as(removed.err()).isZero();
        }
    }

    @Test
    void wantOfMemoryIsSaid() {
        Dray.Result result = Dray.run(
                "run", "--net=none", "--name=greedy", IMAGE, "--memory=16M", "--exec=/bin/tail", "--", "/dev/zero");

        assertThat(result.code()).isEqualTo(137);
        assertThat(result.err()).contains("dray: app observed ran out of memory and was killed by the kernel\n");
        assertThat(Dray.run("status", "greedy").out()).endsWith("app-observed=137\napp-observed-oom=true\n");
        assertThat(Dray.run("list", "--name=greedy", "--format=json").out())
                .contains("\"exit_code\":137,\"oom_killed\":true");
        assertThat(kinds("events", "greedy")).containsExactly("created", "started", "oom", "exited");
    }

    @Test
    void whoIsKilledOtherwiseDidNotRunOutOfMemory() {
        Dray.Result result =
                Dray.run("run", "--net=none", "--name=killed", IMAGE, "--memory=16M", "--", "-c", "kill -9 $$");

        assertThat(result.code()).isEqualTo(137);
        assertThat(result.err()).isEmpty();
        assertThat(Dray.run("status", "killed").out()).doesNotContain("oom");
    }

    @Test
    void everyRunOfAnAppIsAnEvent() {
        String script = "[ -e /again ] && exit 0; touch /again; [ -n \"$HUNGRY\" ] && exec tail /dev/zero; exit 5";
        Dray.Result result = Dray.run(
                "run",
                "--net=none",
                "--name=again",
                "--restart=on-failure",
                IMAGE,
                "--name=hungry",
                "--memory=16M",
                "--environment=HUNGRY=1",
                "--",
                "-c",
                script,
                "---",
                IMAGE,
                "--name=failing",
                "--",
                "-c",
                script);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Dray.run("events", "again").out())
                .containsPattern("\trestarted name=again app=hungry code=137\n")
                .containsPattern("\toom name=again app=hungry\n")
                .containsPattern("\trestarted name=again app=failing code=5\n")
                .containsPattern("\texited name=again app=hungry code=0\n");
        assertThat(Dray.run("status", "again").out()).doesNotContain("oom");
        assertThat(Dray.run("list", "--name=again", "--format=json").out()).contains("\"restarts\":1");
    }

    @Test
    void eventsAreToldAsTheyHappen() throws IOException, InterruptedException {
        Path output = directory.resolve("events");
        Process watch = Dray.start(output, "events", "--follow", "--format=json", "--since=1s");
        try {
            String uuid = detach("--name=watched", "--", "-c", "sleep 100");
            await(output, uuid, "created", "started");
            assertThat(Dray.run("stop", "watched").code()).isZero();
            await(output, uuid, "created", "started", "exited");
            assertThat(Dray.run("rm", "watched").code()).isZero();
            await(output, uuid, "created", "started", "exited", "removed");

            String other = detach("--", "-c", "sleep 100");
            await(output, other, "created", "started");
            Dray.run("stop", "--force", other);
            await(output, other, "created", "started", "exited");
        } finally {
            watch.destroy();
        }
        assertThat(watch.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void statsTellWhatAnAppUses() {
        String uuid = detach(
                "--name=busy", "--memory=32Mi", "--", "-c", "while :; do :; done & sleep 100 & sleep 100 & wait");

        String json = Dray.run("stats", "--no-stream", "--format=json", "busy").out();
        assertThat(json)
                .startsWith("[{\"pod\":\"" + uuid + "\",\"pod_name\":\"busy\",\"app\":\"observed\",")
                .contains("\"memory_limit_bytes\":" + LIMIT + ",\"processes\":5,");
        assertThat(Long.parseLong(json.replaceFirst(".*\"cpu_permille\":(\\d+),.*\n", "$1")))
                .isGreaterThan(50);
        assertThat(Long.parseLong(json.replaceFirst(".*\"memory_bytes\":(\\d+),.*\n", "$1")))
                .isBetween(1L, LIMIT);
        assertThat(Dray.run("stats", "--no-stream", "busy").out())
                .startsWith("UUID\t")
                .contains("\t32MiB\t5\t");
        assertThat(Dray.run("stats", "--no-stream", "nobody").errorLine())
                .isEqualTo("dray: no matches found for \"nobody\"");
        assertThat(Dray.run("events", "--since=soon").errorLine())
                .isEqualTo("dray: --since: 'soon' is not a span of time");
    }

    private static String detach(String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--detach", "--net=none"));
        command.addAll(List.of(options));
        command.add(command.indexOf("--"), IMAGE);
        Dray.Result result = Dray.run(command.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return result.out().strip();
    }

    private static List<String> kinds(String... command) {
        return Dray.run(command)
                .out()
                .lines()
                .map(line -> line.split("\t", -1)[2].split(" ", -1)[0])
                .toList();
    }

    /** Until the output tells exactly these events of the pod. */
    private static void await(Path output, String uuid, String... kinds) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        List<String> told = List.of();
        while (!told.equals(List.of(kinds)) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
            told = Files.readAllLines(output).stream()
                    .filter(line -> line.contains(uuid))
                    .map(line -> line.replaceFirst(".*\"event\":\"(\\w+)\".*", "$1"))
                    .toList();
        }
        assertThat(told).containsExactly(kinds);
    }
}
