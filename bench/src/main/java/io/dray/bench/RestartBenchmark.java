package io.dray.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An app of a running pod that has ended is started again: from the command to the first output of the app. */
final class RestartBenchmark {
    private static final String TITLE =
            "Restart of a one-word app: dray app start in a running pod, crun run (crun alone: neither image nor overlay)";

    private static final String POD = "dray-bench-restart";
    private static final String APP = "restarted";

    /** Runs a command, and prints what comes out of a pipe meanwhile: the output of the app is the pod's, not the command's. */
    private static final String AND_READ = "pipe=$1; shift; \"$@\" & read -r word <\"$pipe\"; echo \"$word\"; wait $!";

    private final Fixtures fixtures;

    RestartBenchmark(Fixtures fixtures) {
        this.fixtures = fixtures;
    }

    void run(int rounds, Report report) throws IOException, InterruptedException {
        fixtures.prepare();
        Path directory = Files.createDirectory(fixtures.work().resolve("pipe"));
        Path pipe = directory.resolve("output");
        Fixtures.run("mkfifo", pipe.toString());
        Fixtures.run(fixtures.dray("app", "sandbox", "--detach", "--net=none", "--name=" + POD));
        try {
            String volume = "--mnt-volume=name=pipe,kind=host,source=" + directory + ",target=/pipe";
            Fixtures.run(fixtures.dray(
                    "app",
                    "add",
                    POD,
                    Fixtures.IMAGE,
                    "--name=" + APP,
                    volume,
                    "--exec=/bin/busybox",
                    "--",
                    "sh",
                    "-c",
                    "echo word >/pipe/output"));
            List<String> start = new ArrayList<>(List.of("sh", "-c", AND_READ, "sh", pipe.toString()));
            start.addAll(fixtures.dray("app", "start", POD, "--app=" + APP));
            // its end is not measured, but must be over
            List<String> stop = fixtures.dray("app", "stop", POD, "--app=" + APP);
            var samples = new Race(
                            List.of(
                                    new Contender("dray app start", start, stop),
                                    Contender.of("crun", fixtures.crunRun())),
                            fixtures.work().resolve("errors"))
                    .run(rounds);
            report.print(TITLE, samples, "crun");
        } finally {
            Fixtures.run(fixtures.dray("stop", "--force", POD));
        }
    }
}
