package io.dray.acceptance.template;

import java.util.List;
import java.util.random.RandomGenerator;

/** Random choices that a seed repeats. */
final class Choices {
    private final RandomGenerator random;

    Choices(RandomGenerator random) {
        this.random = random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    String of(String... options) {
        return options[random.nextInt(options.length)];
    }

    String of(List<String> options) {
        return options.get(random.nextInt(options.size()));
    }

    long number() {
        return random.nextLong();
    }
}
