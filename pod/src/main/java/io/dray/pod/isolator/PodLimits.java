package io.dray.pod.isolator;

import io.dray.core.InvalidInputException;
import io.dray.image.manifest.App;
import io.dray.linux.Capabilities;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What all apps of a pod may use together (appc spec, pods.md, "isolators"): the limits of their common control group.
 *
 * @param limits memory and processors
 * @param notEnforced isolators of the pod that are ignored, for the user
 */
public record PodLimits(ContainerLimits limits, List<String> notEnforced) {
    /** No limit at all. */
    public static final PodLimits NONE = new PodLimits(ContainerLimits.NONE, List.of());

    private static final List<String> ENFORCED = List.of("resource/memory", "resource/cpu", "os/linux/cpu-shares");

    public PodLimits {
        notEnforced = List.copyOf(notEnforced);
    }

    /**
     * Reads the isolators of a pod.
     *
     * @throws InvalidInputException if there are two of one name, or one is wrong
     */
    public static PodLimits of(List<App.Isolator> isolators) {
        if (isolators.isEmpty()) {
            return NONE;
        }
        List<App.Isolator> enforced = new ArrayList<>();
        List<String> others = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (App.Isolator isolator : isolators) {
            if (!names.add(isolator.name())) {
                throw new InvalidInputException("the pod has two isolators " + isolator.name());
            }
            if (ENFORCED.contains(isolator.name())) {
                enforced.add(isolator);
            } else {
                others.add(isolator.name());
            }
        }
        return new PodLimits(Isolators.of(enforced, Capabilities.of(List.of())).limits(), others);
    }

    /** Whether its control group has to be made before its apps'. */
    public boolean isLimited() {
        return limits.memoryBytes().isPresent()
                || limits.cpuQuotaMicros().isPresent()
                || limits.cpuShares().isPresent();
    }

    /** The limits of an app, none of which is beyond the pod's: the kernel would refuse it. */
    public ContainerLimits bound(ContainerLimits app) {
        return new ContainerLimits(
                less(app.memoryBytes(), limits.memoryBytes()),
                less(app.cpuQuotaMicros(), limits.cpuQuotaMicros()),
                app.cpuShares(),
                app.oomScoreAdjustment());
    }

    private static OptionalLong less(OptionalLong app, OptionalLong pod) {
        return app.isPresent() && pod.isPresent() ? OptionalLong.of(Math.min(app.getAsLong(), pod.getAsLong())) : app;
    }
}
