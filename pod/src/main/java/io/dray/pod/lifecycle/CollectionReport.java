package io.dray.pod.lifecycle;

import java.util.List;

/**
 * What {@code gc} did.
 *
 * @param pods the pods it removed, by uuid
 * @param expired those of them that were prepared and waited too long to be run
 * @param marked pods that have exited and were seen so for the first time
 * @param kept pods that have exited and are within the time of grace
 * @param addresses addresses of pods that no longer exist, given back
 * @param temporaries directories of processes that died half-way
 * @param plugins the network plugins that gave something back, in the order in which they did
 * @param failures what could not be removed, and why; one line each
 */
public record CollectionReport(
        List<String> pods,
        List<String> expired,
        List<String> marked,
        List<String> kept,
        List<String> addresses,
        List<String> temporaries,
        List<String> plugins,
        List<String> failures) {
    public CollectionReport {
        pods = List.copyOf(pods);
        expired = List.copyOf(expired);
        marked = List.copyOf(marked);
        kept = List.copyOf(kept);
        addresses = List.copyOf(addresses);
        temporaries = List.copyOf(temporaries);
        plugins = List.copyOf(plugins);
        failures = List.copyOf(failures);
    }

    /** Whether there was nothing to do. */
    public boolean isEmpty() {
        return pods.isEmpty() && addresses.isEmpty() && temporaries.isEmpty() && failures.isEmpty();
    }
}
