package io.dray.bench;

import java.io.IOException;
import java.util.List;

/** {@code dray list} of two hundred pods beside that of none. */
final class ListBenchmark {
    private static final int PODS = 200;

    private final Fixtures fixtures;

    ListBenchmark(Fixtures fixtures) {
        this.fixtures = fixtures;
    }

    void run(int rounds, Report report) throws IOException, InterruptedException {
        fixtures.prepare();
        for (int i = 0; i < PODS; i++) {
            Fixtures.run(fixtures.dray("prepare", "--net=none", Fixtures.IMAGE));
        }
        String none = fixtures.work().resolve("none").toString();
        List<Contender> contenders = List.of(
                Contender.of("none", List.of(fixtures.launcher(), "--dir=" + none, "list")),
                Contender.of(PODS + " pods", fixtures.dray("list")));
        report.print("dray list", new Race(contenders, fixtures.work().resolve("errors")).run(rounds), "none");
    }
}
