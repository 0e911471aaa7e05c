package io.dray.template.function;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The world outside that some functions ask: the environment, the time, chance. Each part is made when a function first
 * asks for it, so that templates without such functions pay nothing. Implementations are thread-safe.
 */
public interface FunctionContext {
    /** The variable of the environment. */
    Optional<String> environment(String name);

    /** The time now. */
    InstantSource clock();

    /** The time zone that functions without a zone of their own use. */
    ZoneId zone();

    /** Random numbers, also for passwords and keys. */
    RandomGenerator random();

    /** No variables, the machine's clock and time zone, secure random numbers. */
    static FunctionContext withoutEnvironment() {
        return withEnvironment(Map.of());
    }

    /** These variables, the machine's clock and time zone, secure random numbers. */
    static FunctionContext withEnvironment(Map<String, String> environment) {
        return new HostContext(environment);
    }
}
