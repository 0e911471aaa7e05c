package io.dray.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Prints median, p10 and minimum of every contender, and the ratio of its median to that of the named peer. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void print(String title, Map<Contender, List<Sample>> samples, String peer) {
        out.println();
        out.println(title);
        table("first output, ms", samples, peer, Sample::firstOutput);
        table("exit, ms", samples, peer, Sample::exit);
    }

    /** The same of commands that print several things, the last of which counts. */
    void printLast(String title, Map<Contender, List<Sample>> samples, String peer) {
        out.println();
        out.println(title);
        table("last output, ms", samples, peer, Sample::lastOutput);
        table("exit, ms", samples, peer, Sample::exit);
    }

    /** Prints a line of its own. */
    void note(String text) {
        out.println();
        out.println(text);
    }

    private void table(String figure, Map<Contender, List<Sample>> samples, String peer, ToLongFunction<Sample> value) {
        double base = samples.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(peer))
                .mapToDouble(entry -> statistics(entry.getValue(), value).median())
                .findFirst()
                .orElseThrow();
        out.println(String.format(
                Locale.ROOT, "%-34s %8s %8s %8s  %s", figure, "median", "p10", "min", "median / that of " + peer));
        samples.forEach((contender, taken) -> {
            Statistics statistics = statistics(taken, value);
            out.println(String.format(
                    Locale.ROOT, "%-34s %s  %.2f", contender.name(), statistics, statistics.median() / base));
        });
    }

    private static Statistics statistics(List<Sample> samples, ToLongFunction<Sample> value) {
        return Statistics.of(samples.stream().map(value::applyAsLong).toList());
    }
}
