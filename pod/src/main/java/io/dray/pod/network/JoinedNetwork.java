package io.dray.pod.network;

import java.nio.file.Path;
import java.util.List;

/**
 * A network that a pod will be on.
 *
 * @param configuration what its plugins are told
 * @param interfaceName of the pod
 * @param arguments for its plugins; empty for none
 * @param programs those of its plugins, in the same order
 * @param builtin whether it comes with Dray
 */
record JoinedNetwork(
        NetworkConfiguration configuration,
        String interfaceName,
        String arguments,
        List<Path> programs,
        boolean builtin) {
    JoinedNetwork {
        programs = List.copyOf(programs);
    }

    String name() {
        return configuration.name();
    }

    /** As plugins get them; each of them sees the arguments of all. */
    String allArguments() {
        return arguments.isEmpty() || arguments.contains("IgnoreUnknown=") ? arguments : "IgnoreUnknown=1;" + arguments;
    }

    /** Whether it is the default network and nobody configured another one of that name. */
    boolean isBuiltinDefault() {
        return builtin && name().equals(BuiltinNetworks.DEFAULT);
    }
}
