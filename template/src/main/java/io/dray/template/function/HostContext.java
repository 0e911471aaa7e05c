package io.dray.template.function;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The machine's clock and randomness, with an environment that is handed in. */
final class HostContext implements FunctionContext {
    private final Map<String, String> environment;

    HostContext(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public ZoneId zone() {
        return ZoneId.systemDefault();
    }

    @Override
    public RandomGenerator random() {
        return new SecureRandom();
    }
}
