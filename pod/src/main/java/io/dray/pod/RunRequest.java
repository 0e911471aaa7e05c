package io.dray.pod;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod that was asked for.
 *
 * @param apps its apps; at least one
 * @param network which network
 * @param environment variables for all apps; they win over the images'
 * @param hostname the host name in the pod; {@code dray-<uuid>} by default
 * @param interactive whether the one app has the caller's input and terminal
 * @param uuidFile where to write the pod's uuid
 * @param launcher who waits for the plan
 */
public record RunRequest(
        List<AppRequest> apps,
        Network network,
        Map<String, String> environment,
        Optional<String> hostname,
        boolean interactive,
        Optional<Path> uuidFile,
        Launcher launcher) {
    public RunRequest {
        apps = List.copyOf(apps);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }
}
