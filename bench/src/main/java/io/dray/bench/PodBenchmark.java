package io.dray.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A pod of three apps that each say one word: until the last of them has said it, and until the pod is gone. */
final class PodBenchmark {
    private static final String TITLE = "A pod of three apps: dray run, podman pod create and three podman run";
    private static final String POD = "dray-bench-pod";

    private final Fixtures fixtures;

    PodBenchmark(Fixtures fixtures) {
        this.fixtures = fixtures;
    }

    void run(int rounds, Report report) throws IOException, InterruptedException {
        fixtures.prepare();
        List<String> dray = fixtures.dray(
                "run",
                "--net=none",
                Fixtures.IMAGE,
                "--name=one",
                "---",
                Fixtures.IMAGE,
                "--name=two",
                "---",
                Fixtures.IMAGE,
                "--name=three");
        Map<Contender, List<Sample>> samples = new Race(
                        List.of(
                                new Contender("dray", dray, fixtures.dray("gc")),
                                new Contender("podman", podman(), fixtures.podman("pod", "rm", "--force", POD))),
                        fixtures.work().resolve("errors"))
                .run(rounds);
        report.printLast(TITLE, samples, "podman");
    }

    /**
     * Limits of its infrastructure container can be given in a configuration file only; without any podman asks for more than a
     * machine without CAP_SYS_RESOURCE grants.
     */
    private List<String> podman() throws IOException {
        Path configuration = fixtures.work().resolve("containers.conf");
        Files.writeString(
                configuration, "[containers]\ndefault_ulimits = [\"nofile=1024:1024\", \"nproc=4096:4096\"]\n");
        String create = String.join(" ", fixtures.podman("pod", "create", "--name=" + POD, "--network=none"));
        String run = String.join(" ", fixtures.podmanRunWith("--pod=" + POD));
        return List.of(
                "sh",
                "-c",
                "export CONTAINERS_CONF=" + configuration + "; " + create + " >/dev/null && " + run + " && " + run
                        + " && " + run);
    }
}
