package io.dray.template;

import io.dray.template.function.FunctionContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A world in which it is always the same second, and chance always the same. */
record TestContext(Map<String, String> variables) implements FunctionContext {
    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public InstantSource clock() {
        return InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000L));
    }

    @Override
    public ZoneId zone() {
        return ZoneId.of("UTC");
    }

    @Override
    public RandomGenerator random() {
        return new Random(1);
    }
}
