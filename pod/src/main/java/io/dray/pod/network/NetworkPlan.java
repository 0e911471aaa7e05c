package io.dray.pod.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The networks of one pod: found, complete and in the order in which they are set up.
 *
 * @param sharesHost whether the pod has no network of its own but the host's
 * @param networks those it will be on; none but loopback if there is none
 * @param plugins where plugins are looked for
 * @param inputs files and directories that would make another plan if they changed
 * @param warnings what of the configuration is not used, for the user
 */
public record NetworkPlan(
        boolean sharesHost,
        List<JoinedNetwork> networks,
        PluginPath plugins,
        List<Path> inputs,
        List<String> warnings) {
    public NetworkPlan {
        networks = List.copyOf(networks);
        inputs = List.copyOf(inputs);
        warnings = List.copyOf(warnings);
    }

    /**
     * The networks that a pod is on already, as far as its apps depend on them.
     *
     * @param names as {@link #names} gave them
     * @param learns as {@link #mayBringNameServers}
     */
    public static NetworkPlan joined(List<String> names, boolean learns) {
        List<JoinedNetwork> networks = new ArrayList<>();
        for (String name : names) {
            if (!name.equals("host") && !name.equals("none")) {
                NetworkConfiguration configuration =
                        new NetworkConfiguration(name, name, "", List.of(), Optional.empty());
                networks.add(new JoinedNetwork(configuration, "", "", List.of(), !learns));
            }
        }
        return new NetworkPlan(
                names.contains("host"), networks, new PluginPath(List.of(), Optional.empty()), List.of(), List.of());
    }

    /** Whether the pod sees no network but loopback. */
    public boolean isNone() {
        return !sharesHost && networks.isEmpty();
    }

    /** Whether the host's own rules are needed for it. */
    public boolean needsRules() {
        for (JoinedNetwork network : networks) {
            if (network.isBuiltinDefault()) {
                return true;
            }
        }
        return false;
    }

    /** Whether plugins that are not Dray's choice may say how names are resolved. */
    public boolean mayBringNameServers() {
        for (JoinedNetwork network : networks) {
            if (!network.builtin()) {
                return true;
            }
        }
        return false;
    }

    /** Whether plugins that are not Dray's choice find what they found under rkt. */
    boolean asRkt() {
        return plugins.told().isPresent() && mayBringNameServers();
    }

    /** Whether apps may have a {@code resolv.conf} that their image does not bring. */
    public boolean givesResolver(NameOptions names) {
        return names.saysResolver() ? !names.refusesResolver() : !names.usesImages() || mayBringNameServers();
    }

    /** Their names as {@code --net} takes them. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        if (sharesHost) {
            names.add("host");
        } else if (networks.isEmpty()) {
            names.add("none");
        }
        for (JoinedNetwork network : networks) {
            names.add(network.name());
        }
        return names;
    }

    /** The address under which the pod reaches processes of the host; empty if its networks do not say. */
    public Optional<String> hostAddress() {
        if (sharesHost) {
            return Optional.of("127.0.0.1");
        }
        for (JoinedNetwork network : networks) {
            Optional<String> gateway = network.configuration().gateway();
            if (gateway.isPresent()) {
                return gateway;
            }
        }
        return Optional.empty();
    }

    /** The network by which ports of the host lead to the pod: the first from which other machines can be reached. */
    JoinedNetwork leading() {
        for (JoinedNetwork network : networks) {
            if (network.isBuiltinDefault() || network.configuration().masquerades()) {
                return network;
            }
        }
        return networks.getFirst();
    }
}
