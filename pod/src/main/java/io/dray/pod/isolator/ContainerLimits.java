package io.dray.pod.isolator;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a container may use at most; whatever is empty is not limited.
 *
 * @param memoryBytes memory including page cache, in bytes
 * @param cpuQuotaMicros processor time per {@link #CPU_PERIOD_MICROS}, summed over all processors
 * @param cpuShares relative weight under contention; 1024 is one processor's worth
 * @param oomScoreAdjustment -1000 to 1000, higher is killed earlier
 */
public record ContainerLimits(
        OptionalLong memoryBytes, OptionalLong cpuQuotaMicros, OptionalLong cpuShares, OptionalInt oomScoreAdjustment) {
    /** The period over which processor time is counted, the kernel's default of 100 ms. */
    public static final long CPU_PERIOD_MICROS = 100_000;

    /** No limit at all. */
    public static final ContainerLimits NONE =
            new ContainerLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty());
}
