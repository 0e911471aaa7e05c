package io.dray.build;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to build.
 *
 * @param project the directory of the image source
 * @param environment variables for all scripts of the build; the source's own {@code builder.environment} wins over them
 * @param hostEnvironment this process's variables: proxies are passed on, {@code DGR_ENV_X} becomes {@code X}
 */
public record BuildRequest(Path project, Map<String, String> environment, Map<String, String> hostEnvironment) {
    public BuildRequest {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        hostEnvironment = Map.copyOf(hostEnvironment);
    }

    /** A build with this process's environment and nothing added to it. */
    public static BuildRequest of(Path project) {
        return new BuildRequest(project, Map.of(), System.getenv());
    }
}
