package io.dray.pod.prepare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A pod that waits to be started: {@code unshare <flags> --propagation slave /bin/sh <directory>/start}, with the lock of the
 * directory held on descriptor 9 and the host's network namespace open on descriptor 8.
 *
 * @param directory the pod's directory, absolute
 * @param unshareFlags the namespaces to leave, as options of unshare
 * @param warnings what the images asked for and will not get, for the user
 * @param plan how it was planned, if the same plan will do the next time
 */
public record PreparedPod(Path directory, List<String> unshareFlags, List<String> warnings, Optional<KeptPlan> plan) {
    public PreparedPod {
        unshareFlags = List.copyOf(unshareFlags);
        warnings = List.copyOf(warnings);
    }
}
