package io.dray.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A hundred pods started at once, beside as many one after another: processor time and time on the clock of each. */
final class ParallelBenchmark {
    private static final int PODS = 100;
    /** Of {@code /proc/self/stat}: time in user mode and in the kernel of children that were waited for. */
    private static final int CHILDREN_TIMES = 16 - 3;

    private static final int MILLIS_PER_TICK = 10;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Fixtures fixtures;

    ParallelBenchmark(Fixtures fixtures) {
        this.fixtures = fixtures;
    }

    /**
     * What starts took together.
     *
     * @param processor processor time in milliseconds
     * @param clock milliseconds until the last pod had ended
     */
    private record Cost(double processor, double clock) {}

    void run(int rounds, Report report) throws IOException, InterruptedException {
        fixtures.prepare();
        List<Cost> single = new ArrayList<>();
        List<Cost> parallel = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            single.add(cost(1));
            parallel.add(cost(PODS));
            System.err.print("\rround " + (round + 1) + " of " + rounds);
        }
        System.err.println();
        report.note(line("one after another", single));
        report.note(line("all at once", parallel));
        report.note(String.format(
                Locale.ROOT,
                "processor time of a pod, all at once / one after another: %.2f",
                median(parallel) / median(single)));
    }

    private Cost cost(int together) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        final long ticks = childrenTicks();
        for (int started = 0; started < PODS; started += together) {
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < together; i++) {
                processes.add(new ProcessBuilder(fixtures.dray("run", "--net=none", Fixtures.IMAGE))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start());
            }
            for (Process process : processes) {
                if (process.waitFor() != 0) {
                    throw new IllegalStateException("a pod could not be started");
                }
            }
        }
        double clock = (System.nanoTime() - begun) / NANOS_PER_MILLI;
        double processor = (double) (childrenTicks() - ticks) * MILLIS_PER_TICK;
        Fixtures.run(fixtures.dray("gc"));
        return new Cost(processor, clock);
    }

    private static long childrenTicks() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[CHILDREN_TIMES]) + Long.parseLong(fields[CHILDREN_TIMES + 1]);
    }

    private static String line(String name, List<Cost> costs) {
        List<Double> clocks =
                new ArrayList<>(costs.stream().map(Cost::clock).sorted().toList());
        return String.format(
                Locale.ROOT,
                "%d pods %s: %.1f ms of processor time each, %.0f ms on the clock for all",
                PODS,
                name,
                median(costs) / PODS,
                clocks.get(clocks.size() / 2));
    }

    private static double median(List<Cost> costs) {
        List<Double> sorted = costs.stream().map(Cost::processor).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
