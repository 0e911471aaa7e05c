package io.dray.pod;

import io.dray.pod.network.NetworkPlaces;
import java.nio.file.Path;

/**
 * Where state lies that ends with the machine's boot.
 *
 * @param root {@code /run/dray}, the same for all data directories, as networks and control groups are
 */
public record RuntimeDirectory(Path root) {
    /** The machine's. */
    public static final RuntimeDirectory MACHINE = new RuntimeDirectory(Path.of("/run/dray"));

    /** crun's own state, one directory per container. */
    public Path containers() {
        return root.resolve("crun");
    }

    /** Addresses in use, kept by the CNI plugin host-local. */
    public Path networks() {
        return root.resolve("networks");
    }

    /** Plans for the launcher to use again, see {@code KeptPlans}. */
    public Path plans() {
        return root.resolve("plans");
    }

    /** What all pods share of networks. */
    public NetworkPlaces forNetworks() {
        return new NetworkPlaces(networks(), root.resolve("ports.lock"), pods());
    }

    /** One link per range of the host's users that a pod has for its own, named by the first, to the pod's directory. */
    public Path users() {
        return root.resolve("users");
    }

    /** One link per pod to its directory, whatever data directory that is in. */
    public Path pods() {
        return root.resolve("pods");
    }

    public Path pod(String uuid) {
        return pods().resolve(uuid);
    }
}
