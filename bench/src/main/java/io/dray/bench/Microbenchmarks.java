package io.dray.bench;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs what JMH measures, each in a JVM of its own, and prints the figures as the other benchmarks do. */
final class Microbenchmarks {
    private Microbenchmarks() {}

    /** @param rounds how many times two seconds are measured */
    static void run(int rounds, PrintStream out) {
        Options options = new OptionsBuilder()
                .include(RenderingBenchmark.class.getName())
                .measurementIterations(rounds)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results;
        try {
            results = new Runner(options).run();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH cannot measure", e);
        }
        out.println("200 templates, 2,000 attributes, warm, by JMH");
        out.println(String.format(Locale.ROOT, "%-34s %8s %8s %8s", "ms", "median", "p10", "min"));
        for (RunResult result : results) {
            Statistics statistics = result.getPrimaryResult().getStatistics();
            out.println(String.format(
                    Locale.ROOT,
                    "%-34s %8.1f %8.1f %8.1f",
                    result.getPrimaryResult().getLabel(),
                    statistics.getPercentile(50),
                    statistics.getPercentile(10),
                    statistics.getMin()));
        }
    }
}
