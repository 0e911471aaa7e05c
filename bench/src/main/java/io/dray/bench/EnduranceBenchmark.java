package io.dray.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Pods without end: started with and without network, in the foreground and detached, stopped, and some of them killed with all
 * that supervises them. What the machine has of everything is counted after each tenth; the columns have to stay what they are.
 */
final class EnduranceBenchmark {
    private static final int LINES = 10;
    private static final int KILL_EACH = 50;
    private static final int MAX_DELAY_MILLIS = 120;

    private final Fixtures fixtures;
    private final Random random;

    EnduranceBenchmark(Fixtures fixtures, long seed) {
        this.fixtures = fixtures;
        this.random = new Random(seed);
    }

    void run(int starts, PrintStream out) throws IOException, InterruptedException {
        fixtures.prepare();
        for (int kind = 0; kind < KILL_EACH; kind++) {
            start(kind);
        }
        collect();
        Map<String, Long> counts = MachineCounts.now(fixtures.work().resolve("dray"));
        out.println("starts     "
                + String.join(
                        " ",
                        counts.keySet().stream().map(EnduranceBenchmark::cell).toList()));
        out.println(line(0, counts));
        int portion = Math.max(1, starts / LINES);
        for (int started = 1; started <= starts; started++) {
            start(started);
            if (started % portion == 0) {
                collect();
                out.println(line(started, MachineCounts.now(fixtures.work().resolve("dray"))));
            }
        }
    }

    private void start(int number) throws IOException, InterruptedException {
        if (number % KILL_EACH == 0) {
            kill();
        } else if (number % 10 == 0) {
            Fixtures.run(
                    "sh", "-c", "exec \"$@\" >/dev/null", "sh", fixtures.launcher(), dataOption(), "stop", detached());
        } else {
            Fixtures.run(fixtures.dray("run", number % 2 == 0 ? "--net=default" : "--net=none", Fixtures.IMAGE));
        }
    }

    private String dataOption() {
        return "--dir=" + fixtures.work().resolve("dray");
    }

    private String detached() throws IOException {
        Process process = new ProcessBuilder(fixtures.dray(
                        "run",
                        "--detach",
                        "--net=default",
                        Fixtures.IMAGE,
                        "--exec=/bin/busybox",
                        "--",
                        "sleep",
                        "600"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** At a moment that nobody chose. */
    private void kill() throws IOException, InterruptedException {
        Process pod = new ProcessBuilder(fixtures.dray(
                        "run", "--net=default", Fixtures.IMAGE, "--exec=/bin/busybox", "--", "sleep", "600"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_DELAY_MILLIS));
        pod.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
        pod.destroyForcibly().waitFor();
        // what was started meanwhile, and would go on
        List<Path> left = MachineCounts.processes(fixtures.work().resolve("dray"));
        while (!left.isEmpty()) {
            for (Path process : left) {
                ProcessHandle.of(Long.parseLong(String.valueOf(process.getFileName())))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
            left = MachineCounts.processes(fixtures.work().resolve("dray"));
        }
    }

    private void collect() throws IOException, InterruptedException {
        Fixtures.run(fixtures.dray("gc", "--grace-period=0s"));
    }

    private static String line(int starts, Map<String, Long> counts) {
        return String.format(Locale.ROOT, "%-10d ", starts)
                + String.join(
                        " ",
                        counts.values().stream()
                                .map(count -> cell(count.toString()))
                                .toList());
    }

    private static String cell(String text) {
        return String.format(Locale.ROOT, "%9s", text);
    }
}
