package io.dray.pod.lifecycle;

import io.dray.core.Directories;
import io.dray.core.OperationFailedException;
import io.dray.linux.Cgroups;
import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import io.dray.pod.FileTrees;
import io.dray.pod.PodDirectory;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.metadata.MetadataRegistry;
import io.dray.pod.network.NetworkCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What pods hold outside of their directories: control groups and the processes in them, crun's notes, addresses and ports,
 * registrations, and ranges of users. Giving something back twice does no harm.
 */
final class PodHoldings {
    private final RuntimeDirectory runtime;
    private final PluginRules rules;
    private final ProgramRunner programs = new ProgramRunner();
    private final NetworkCollector networks;
    private final List<String> plugins = new ArrayList<>();

    PodHoldings(RuntimeDirectory runtime, PluginRules rules) {
        this.runtime = runtime;
        this.rules = rules;
        this.networks = new NetworkCollector(runtime.forNetworks(), programs);
    }

    /**
     * Gives back all that a pod held, which nobody finds as a pod any more.
     *
     * @param directory what is left of its directory, if anything is
     */
    void giveBack(String uuid, Path directory) throws IOException {
        killGroup(new PodDirectory(directory).cgroup(uuid));
        removeContainers(uuid + "-");
        release(directory, rules.again());
        new MetadataRegistry(runtime.root()).forget(uuid);
        Files.deleteIfExists(runtime.pod(uuid));
        for (Path users : Directories.entries(runtime.users())) {
            if (leadsTo(users, uuid)) {
                Files.deleteIfExists(users);
            }
        }
    }

    /** Gives back the addresses and ports of a pod that has ended and is kept for a while. */
    void releaseNetworks(Path directory) throws IOException {
        release(directory, false);
    }

    /** Gives back addresses that no pod has any more, and returns them. */
    List<String> collectLeases() throws IOException {
        return networks.collectLeases();
    }

    /** Removes the forwarding of ports to pods that are gone. */
    void collectPorts() throws IOException {
        networks.collectPorts();
    }

    /** What plugins were asked to do, in this order. */
    List<String> plugins() {
        return plugins;
    }

    private void release(Path directory, boolean again) throws IOException {
        try {
            plugins.addAll(networks.release(directory, again));
        } catch (OperationFailedException e) {
            rules.complaints().orElseThrow(() -> e).accept(String.valueOf(e.getMessage()));
        }
    }

    private static void killGroup(String path) {
        Cgroups cgroups = Cgroups.detect();
        if (cgroups.exists(path)) {
            cgroups.killAll(path);
            cgroups.remove(path);
        }
    }

    /** crun's notes of containers whose processes are gone by now. */
    private void removeContainers(String prefix) throws IOException {
        for (Path state : Directories.entries(runtime.containers())) {
            String id = String.valueOf(state.getFileName());
            if (id.startsWith(prefix)) {
                programs.run(Command.of("crun", "--root", runtime.containers().toString(), "delete", "--force", id));
                FileTrees.delete(state);
            }
        }
    }

    private static boolean leadsTo(Path link, String uuid) throws IOException {
        try {
            return Files.readSymbolicLink(link).endsWith(uuid);
        } catch (NoSuchFileException _) {
            // of another pod, which has ended meanwhile
            return false;
        }
    }
}
