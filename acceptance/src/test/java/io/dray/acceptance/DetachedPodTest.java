package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedPodTest {
    private static final String IMAGE = "example.com/acceptance/detached";

    @BeforeAll
    static void makeImage(@TempDir Path directory) throws IOException {
        TinyImage.named(IMAGE, directory.resolve("detached")).fetch();
        TinyImage.named(IMAGE + "-broken", directory.resolve("broken"))
                .withApp("\"eventHandlers\":[{\"name\":\"pre-start\",\"exec\":[\"/bin/sh\",\"-c\",\"exit 9\"]}]")
                .fetch();
    }

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void itGoesOnByItselfAndItsOutputIsKept() {
        String uuid =
                detach("--net=none", IMAGE, "--exec=/bin/sh", "--", "-c", "echo out; sleep 1; echo err >&2; exit 6");

        assertThat(Dray.run("logs", "-f", uuid).out()).isEqualTo("out\nerr\n");
        assertThat(Dray.run("status", "--wait=20s", uuid).out()).contains("app-detached=6");
        assertThat(Dray.run("logs", "--timestamps", uuid, "detached").out())
                .matches("(?s)[0-9-]{10} [0-9:.]{18} out\n.*");
        assertThat(Dray.run("logs", "--since=1ms", uuid).out()).isEmpty();
        assertThat(Dray.run("logs", uuid, "other").errorLine())
                .isEqualTo("dray: pod \"" + uuid + "\" has no app other");
    }

    @Test
    void theLogsOfSeveralAppsSayWhoWrote() {
        String uuid = detach(
                "--net=none",
                "--on-app-exit=ignore",
                IMAGE,
                "--name=one",
                "--exec=/bin/sh",
                "--",
                "-c",
                "echo 1; exit 3",
                "---",
                IMAGE,
                "--name=two",
                "--exec=/bin/sh",
                "--",
                "-c",
                "sleep 0.5; echo 2");

        assertThat(Dray.run("status", "--wait=20s", uuid).out()).contains("app-one=3\napp-two=0\n");
        assertThat(Dray.run("logs", uuid).out()).isEqualTo("one: 1\ntwo: 2\n");
        assertThat(Dray.run("logs", uuid, "two").out()).isEqualTo("2\n");
    }

    @Test
    void anAppIsStartedAgainAsThePolicySays() {
        String script = "echo run; [ -e /again ] && exit 0; touch /again; exit 1";
        String uuid = detach("--net=none", "--restart=on-failure", IMAGE, "--exec=/bin/sh", "--", "-c", script);

        assertThat(Dray.run("status", "--wait=20s", uuid).out()).contains("app-detached=0");
        assertThat(Dray.run("logs", uuid).out()).isEqualTo("run\nrun\n");
    }

    @Test
    void anAppThatRanForMoreThanASecondIsStartedAgainAtOnce() {
        String script = "read up _ </proc/uptime; echo $up >>/starts; sleep 1.2; "
                + "[ $(wc -l </starts) -lt 4 ] || { cat /starts; exit 0; }; exit 1";
        String uuid = detach("--net=none", "--restart=on-failure", IMAGE, "--exec=/bin/sh", "--", "-c", script);

        assertThat(Dray.run("status", "--wait=60s", uuid).out()).contains("app-detached=0");
        double[] starts = Dray.run("logs", uuid)
                .out()
                .lines()
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(starts).hasSize(4);
        double shortest = IntStream.range(1, starts.length)
                .mapToDouble(i -> starts[i] - starts[i - 1])
                .min()
                .orElseThrow();
        assertThat(shortest).isBetween(1.2, 2.1);
    }

    @Test
    void aStartThatFailsSaysWhyAndLeavesNothing() {
        Dray.Result result = Dray.run("run", "--detach", "--net=none", IMAGE + "-broken", "--exec=/bin/echo");

        assertThat(result.code()).isEqualTo(254);
        assertThat(result.errorLine())
                .contains(
                        "did not start",
                        "the pre-start handler /bin/sh of app detached-broken failed with exit code 9");
        assertThat(Dray.run("list", "--no-legend").out()).doesNotContain("broken");
    }

    @Test
    void onlyADetachedPodKeepsLogs() {
        String uuid = Dray.run("prepare", "--net=none", IMAGE, "--exec=/bin/echo")
                .out()
                .strip();

        assertThat(Dray.run("logs", uuid).errorLine())
                .isEqualTo("dray: pod \"" + uuid + "\" keeps no logs: its output went to who ran it");
        assertThat(Dray.run("run", "--detach", "--interactive", IMAGE).errorLine())
                .isEqualTo("dray: an interactive pod cannot be detached or start its app again");
        assertThat(Dray.run("rm", uuid).code()).isZero();
    }

    private static String detach(String... arguments) {
        List<String> command = new ArrayList<>(List.of("run", "--detach"));
        command.addAll(List.of(arguments));
        Dray.Result result = Dray.run(command.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).matches("[0-9a-f-]{36}\n");
        return result.out().strip();
    }
}
