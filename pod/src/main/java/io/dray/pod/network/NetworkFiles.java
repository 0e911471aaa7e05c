package io.dray.pod.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes what a pod keeps of its networks: scripts, and its own copy of each configuration. */
public final class NetworkFiles {
    private final String uuid;
    private final NetworkPlan plan;
    private final NetworkTools tools;
    private final NetworkPlaces places;

    /** For one pod. */
    public NetworkFiles(String uuid, NetworkPlan plan, NetworkTools tools, NetworkPlaces places) {
        this.uuid = uuid;
        this.plan = plan;
        this.tools = tools;
        this.places = places;
    }

    /**
     * Writes the files; none for a pod that is on no network.
     *
     * @param directory the pod's {@code network}; exists
     * @param release where the script goes that gives everything back
     * @param all ports of the host that lead to the pod, or at which its apps are given sockets
     * @param names what was said about name servers
     */
    public void write(Path directory, Path release, List<ForwardedPort> all, NameOptions names) throws IOException {
        if (plan.networks().isEmpty()) {
            return;
        }
        List<ForwardedPort> ports = new ArrayList<>(all);
        ports.removeIf(ForwardedPort::open);
        boolean byRules = !ports.isEmpty() && !plan.leading().configuration().mapsPorts();
        NetworkScripts scripts = new NetworkScripts(uuid, plan, tools);
        Files.writeString(directory.resolve("attach"), scripts.attach(!names.saysResolver(), byRules));
        Files.writeString(release, scripts.release(byRules));
        for (JoinedNetwork network : plan.networks()) {
            writeConfiguration(directory, network, ports);
        }
        if (plan.needsRules()) {
            Files.writeString(directory.resolve("masquerade"), PortRules.masqueradeScript(tools));
        }
        if (byRules) {
            Files.writeString(directory.resolve("forward"), PortRules.forwardScript(uuid, ports, places, tools));
            Files.writeString(directory.resolve("unforward"), PortRules.removeScript(places, tools));
        }
    }

    private void writeConfiguration(Path directory, JoinedNetwork network, List<ForwardedPort> ports)
            throws IOException {
        NetworkConfiguration configuration = network.configuration();
        for (int i = 0; i < configuration.plugins().size(); i++) {
            Path file = directory.resolve(NetworkScripts.file(network, i));
            if (configuration.single().isPresent()) {
                Files.writeString(file, configuration.single().get());
            } else {
                List<ForwardedPort> told = network.name().equals(plan.leading().name()) ? ports : List.of();
                Files.writeString(
                        file, configuration.told(configuration.plugins().get(i), told) + "\n");
            }
        }
    }
}
