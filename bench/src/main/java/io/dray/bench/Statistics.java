package io.dray.bench;

import java.util.List;
import java.util.Locale;

/**
 * Order statistics of one figure, in milliseconds.
 *
 * @param median the middle value
 * @param p10 a tenth of the values is below
 * @param min the smallest value
 */
record Statistics(double median, double p10, double min) {
    private static final double NANOS_PER_MILLI = 1e6;

    static Statistics of(List<Long> nanoseconds) {
        if (nanoseconds.isEmpty()) {
            throw new IllegalArgumentException("no samples");
        }
        List<Long> sorted = nanoseconds.stream().sorted().toList();
        return new Statistics(quantile(sorted, 0.5), quantile(sorted, 0.1), sorted.get(0) / NANOS_PER_MILLI);
    }

    private static double quantile(List<Long> sorted, double share) {
        double position = share * (sorted.size() - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.size() - 1);
        double between = position - below;
        return (sorted.get(below) * (1 - between) + sorted.get(above) * between) / NANOS_PER_MILLI;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%8.1f %8.1f %8.1f", median, p10, min);
    }
}
