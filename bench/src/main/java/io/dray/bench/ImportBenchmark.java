package io.dray.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A made-up root filesystem of 96 MB into the store: Dray, podman, and tar as the measure of the file system. */
final class ImportBenchmark {
    private static final int BYTES = 96_000_000;
    private static final String TITLE =
            "Import of a root filesystem of 96 MB, not compressed (dray: digest and sync included; tar: neither)";

    private final Fixtures fixtures;

    ImportBenchmark(Fixtures fixtures) {
        this.fixtures = fixtures;
    }

    void run(int rounds, Report report) throws IOException, InterruptedException {
        Path aci = new LargeTree(fixtures.work(), BYTES).pack();
        String tree = fixtures.work().resolve("tree").toString();
        List<String> tar =
                List.of("sh", "-c", "mkdir " + tree + " && tar -C " + tree + " -xf " + aci + " && echo done");
        List<String> dray = fixtures.dray("--insecure-options=image", "fetch", aci.toString());
        List<Contender> contenders = List.of(
                new Contender(
                        "dray fetch",
                        dray,
                        List.of("rm", "-rf", fixtures.work().resolve("dray").toString())),
                new Contender(
                        "podman import",
                        fixtures.podman("import", "-q", LargeTree.rootOf(aci).toString(), "large"),
                        fixtures.podman("rmi", "large")),
                new Contender("tar -x", tar, List.of("rm", "-rf", tree)));
        var samples = new Race(contenders, fixtures.work().resolve("errors")).run(rounds);
        report.print(TITLE + ", ratio to podman", samples, "podman import");
        report.print(TITLE + ", ratio to tar", samples, "tar -x");
        report.note("peak memory of dray fetch: " + PeakMemory.of(dray) / 1024 + " MB");
    }
}
