package io.dray.pod.state;

import io.dray.pod.PodIdentity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A pod as it was at the moment it was looked at.
 *
 * @param uuid its name
 * @param identity what people call it
 * @param directory its directory
 * @param state what it was doing
 * @param created when it was planned
 * @param started when its apps were started
 * @param mutable whether apps come and go
 * @param sharesProcesses whether its apps see each other's processes
 * @param hostname its host name
 * @param apps its apps
 * @param networks its networks by name, with the pod's address on each; without addresses for a pod that has ended
 * @param cgroup the path of its control group, the same in every hierarchy
 */
public record Pod(
        String uuid,
        PodIdentity identity,
        Path directory,
        PodState state,
        Instant created,
        Optional<Instant> started,
        boolean mutable,
        boolean sharesProcesses,
        String hostname,
        List<App> apps,
        Map<String, String> networks,
        String cgroup) {
    /**
     * One app.
     *
     * @param name its name in the pod
     * @param image name and version of its image
     * @param imageId its image's ID
     * @param created when it was planned
     * @param started when it was started last; of an app that was not restarted, when the pod was
     * @param exitCode its exit code once it has ended, 128 + n if signal n ended it; empty too if nobody was there to see it
     * @param finished when it ended, if that was seen
     * @param outOfMemory whether it ended because the kernel killed it for want of memory
     * @param restarts its earlier runs, the last hundred, oldest first
     * @param rendered where its rendered files lie, by their paths in the app's root
     */
    public record App(
            String name,
            String image,
            String imageId,
            Instant created,
            Optional<Instant> started,
            OptionalInt exitCode,
            Optional<Instant> finished,
            boolean outOfMemory,
            List<Restart> restarts,
            Path rendered) {
        public App {
            restarts = List.copyOf(restarts);
        }
    }

    /**
     * One run of an app after which it was started again.
     *
     * @param ended when it ended
     * @param exitCode as of an app
     * @param outOfMemory as of an app
     */
    public record Restart(Instant ended, int exitCode, boolean outOfMemory) {}

    public Pod {
        apps = List.copyOf(apps);
        networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
    }
}
