package io.dray.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** From the command to the first output of a one-word app: Dray, podman and plain crun, without network and with a bridge. */
final class StartBenchmark {
    private static final String TITLE =
            "Start of a one-word app: dray run, podman run --rm, crun run (crun alone: neither image, overlay nor"
                    + " network set-up)";

    /** The default, said in a word with which no plan is kept. */
    private static final String PLANNED = "--on-app-exit=stop-pod";

    private final Fixtures fixtures;

    StartBenchmark(Fixtures fixtures) {
        this.fixtures = fixtures;
    }

    void run(int rounds, Report report) throws IOException, InterruptedException {
        fixtures.prepare();
        List<String> collect = fixtures.dray("gc");
        List<String> prepared = fixtures.dray("run-prepared", Contender.PREPARED);
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new Contender("dray none", drayRun("none"), collect));
        contenders.add(new Contender("dray none, planned each time", drayRun("none", PLANNED), collect));
        contenders.add(new Contender("dray bridge", drayRun("default"), collect));
        contenders.add(new Contender("dray bridge, planned each time", drayRun("default", PLANNED), collect));
        contenders.add(new Contender("dray run-prepared none", prepared, collect)
                .setUpBy(fixtures.dray("prepare", "--net=none", Fixtures.IMAGE)));
        contenders.add(Contender.of("podman none", fixtures.podmanRun("none")));
        contenders.add(Contender.of("podman bridge", fixtures.podmanRun("bridge")));
        contenders.add(Contender.of("crun", fixtures.crunRun()));
        var samples = new Race(contenders, fixtures.work().resolve("errors")).run(rounds);
        report.print(TITLE + ", ratio without network", samples, "podman none");
        report.print(TITLE + ", ratio with bridge", samples, "podman bridge");
    }

    private List<String> drayRun(String network, String... options) {
        List<String> words = new ArrayList<>(List.of("run", "--net=" + network));
        words.addAll(List.of(options));
        words.add(Fixtures.IMAGE);
        return fixtures.dray(words.toArray(String[]::new));
    }
}
