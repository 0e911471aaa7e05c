package io.dray.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A gzipped OCI image of 258 MB and 14,000 entries, from an archive into the store: Dray and podman. */
final class LoadBenchmark {
    private static final String TITLE = "Import of an OCI archive, 14,000 entries of 258 MB in a gzipped layer";

    private final Fixtures fixtures;

    LoadBenchmark(Fixtures fixtures) {
        this.fixtures = fixtures;
    }

    void run(int rounds, Report report) throws IOException, InterruptedException {
        Path archive = new LayeredArchive(fixtures.work()).pack();
        List<String> dray = fixtures.dray("--insecure-options=image", "fetch", archive.toString());
        List<Contender> contenders = List.of(
                new Contender(
                        "dray fetch",
                        dray,
                        List.of("rm", "-rf", fixtures.work().resolve("dray").toString())),
                new Contender(
                        "podman load",
                        fixtures.podman("load", "-q", "-i", archive.toString()),
                        fixtures.podman("rmi", "--all", "--force")));
        var samples = new Race(contenders, fixtures.work().resolve("errors")).run(rounds);
        report.print(TITLE, samples, "podman load");
        report.note("peak memory of dray fetch: " + PeakMemory.of(dray) / 1024 + " MB");
    }
}
