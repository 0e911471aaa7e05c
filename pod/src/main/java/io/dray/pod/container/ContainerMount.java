package io.dray.pod.container;

import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One mount inside a container (OCI runtime-spec, config.md, "Mounts").
 *
 * @param destination absolute path in the container
 * @param type file system type; {@code bind} for a part of the host
 * @param source what is mounted: a path for {@code bind}, else any word
 * @param options mount options
 */
public record ContainerMount(String destination, String type, String source, List<String> options) {
    public ContainerMount {
        options = List.copyOf(options);
    }

    /** A file or directory of the host that the container may change. */
    public static ContainerMount bind(Path source, String destination) {
        return bind(source, destination, List.of());
    }

    /** A file or directory of the host that the container may only read. */
    public static ContainerMount bindReadOnly(Path source, String destination) {
        return bind(source, destination, List.of("ro"));
    }

    /**
     * The same with the owners of its files mapped into a user namespace.
     *
     * @param mapping crun's option: {@code idmap} for that of the container, or one that spells it out (crun(1))
     */
    public ContainerMount withMappedOwners(String mapping) {
        List<String> mapped = new ArrayList<>(options);
        mapped.add(mapping);
        return new ContainerMount(destination, type, source, mapped);
    }

    /** As crun reads it. */
    JsonObject toJson() {
        return JsonValue.object()
                .put("destination", destination)
                .put("type", type)
                .put("source", source)
                .put("options", options)
                .build();
    }

    private static ContainerMount bind(Path source, String destination, List<String> further) {
        List<String> options = new ArrayList<>(List.of("rbind", "nosuid", "nodev"));
        options.addAll(further);
        return new ContainerMount(destination, "bind", source.toString(), options);
    }
}
