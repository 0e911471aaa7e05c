package io.dray.pod.plan;

import io.dray.attributes.AttributeLayer;
import io.dray.pod.PodIdentity;
import io.dray.pod.isolator.GivenUp;
import io.dray.pod.network.Hostname;
import io.dray.pod.network.NameOptions;
import io.dray.pod.network.NetworkChoice;
import io.dray.pod.network.PortForward;
import io.dray.pod.volume.Volume;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod that was asked for.
 *
 * @param identity what people call it
 * @param apps its apps; none but for a mutable pod
 * @param volumes its volumes, each to be mounted in any of the apps
 * @param network which networks
 * @param ports ports of the host that are to lead to its apps
 * @param names how its apps find the addresses of names
 * @param inherited variables for all apps over which the images' win
 * @param environment variables for all apps; they win over the images'
 * @param attributes what is given to this pod beside the attributes of its images
 * @param hostname the host name in the pod
 * @param interactive whether the one app has the caller's input and terminal
 * @param uuidFile where to write the pod's uuid
 * @param policy how the pod goes on when its apps end
 * @param givenUp which protection the apps do without
 * @param privateUsers whether its users are others than the host's
 * @param metadata whether its apps can ask the metadata service about it
 * @param facts what the pod's manifest is to say of the pod
 * @param launcher who waits for the plan
 */
public record RunRequest(
        PodIdentity identity,
        List<AppRequest> apps,
        List<Volume> volumes,
        NetworkChoice network,
        List<PortForward> ports,
        NameOptions names,
        Map<String, String> inherited,
        Map<String, String> environment,
        List<AttributeLayer> attributes,
        Hostname hostname,
        boolean interactive,
        Optional<Path> uuidFile,
        PodPolicy policy,
        GivenUp givenUp,
        boolean privateUsers,
        boolean metadata,
        PodFacts facts,
        Launcher launcher) {
    public RunRequest {
        apps = List.copyOf(apps);
        ports = List.copyOf(ports);
        volumes = List.copyOf(volumes);
        inherited = Collections.unmodifiableMap(new LinkedHashMap<>(inherited));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        attributes = List.copyOf(attributes);
    }
}
