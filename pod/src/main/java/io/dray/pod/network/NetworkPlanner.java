package io.dray.pod.network;

import io.dray.core.EnvironmentException;
import io.dray.core.InvalidInputException;
import io.dray.linux.IoFailures;
import io.dray.linux.Programs;
import io.dray.pod.network.NetworkChoice.Named;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the networks that a pod is to be on, before anything is started. */
public final class NetworkPlanner {
    private static final String DIRECTORY = "net.d";

    private final List<Path> directories = new ArrayList<>();
    private final Path leases;
    private final Optional<Path> told;

    /**
     * A planner for this machine.
     *
     * @param places directories whose {@code net.d} is read, the strongest last
     * @param leases where addresses of the networks that come with Dray are kept
     */
    public NetworkPlanner(List<Path> places, Path leases) {
        this(places, leases, Optional.empty());
    }

    private NetworkPlanner(List<Path> places, Path leases, Optional<Path> told) {
        for (Path place : places) {
            directories.add(place.toAbsolutePath().resolve(DIRECTORY));
        }
        this.leases = leases;
        this.told = told;
    }

    /** A planner whose plugins hear of the plugins that rkt told them of, which are those of one of the directories. */
    public static NetworkPlanner asRkt(List<Path> places, Path local, Path leases) {
        return new NetworkPlanner(
                places, leases, Optional.of(local.toAbsolutePath().resolve(DIRECTORY)));
    }

    /**
     * The networks, in the order of their files; those that come with Dray are the last ones.
     *
     * @throws InvalidInputException for a network that is not there and for a configuration that cannot be read
     * @throws EnvironmentException for a plugin that is not installed
     */
    public NetworkPlan plan(NetworkChoice choice) {
        PluginPath plugins = PluginPath.of(directories, told);
        // no switch over types: its first use would cost a start some milliseconds
        return choice instanceof NetworkChoice.Networks networks
                ? join(networks, plugins)
                : new NetworkPlan(choice instanceof NetworkChoice.Host, List.of(), plugins, List.of(), List.of());
    }

    private NetworkPlan join(NetworkChoice.Networks choice, PluginPath plugins) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (Named network : choice.named()) {
            wanted.put(network.name(), network.arguments());
        }
        List<String> warnings = new ArrayList<>();
        List<Path> files = files();
        List<NetworkConfiguration> configured = configured(files, warnings);
        List<JoinedNetwork> joined = new ArrayList<>();
        for (NetworkConfiguration network : configured) {
            if (choice.all() || wanted.containsKey(network.name())) {
                joined.add(join(network, joined.size(), wanted, plugins, false));
                wanted.remove(network.name());
            }
        }
        for (NetworkConfiguration network : builtin(choice, joined)) {
            joined.add(join(network, joined.size(), wanted, plugins, true));
            wanted.remove(network.name());
        }
        if (!wanted.isEmpty()) {
            throw unknown(wanted.keySet(), configured);
        }
        List<Path> inputs = new ArrayList<>(plugins.directories());
        inputs.addAll(directories);
        inputs.addAll(files);
        return new NetworkPlan(false, joined, plugins, inputs, warnings);
    }

    /** rkt's rule: a pod always reaches the host, by the default network or else by the restricted one. */
    private List<NetworkConfiguration> builtin(NetworkChoice.Networks choice, List<JoinedNetwork> joined) {
        boolean wantsDefault = choice.all() && !choice.only();
        boolean wantsRestricted = false;
        for (Named network : choice.named()) {
            wantsDefault |= network.name().equals(BuiltinNetworks.DEFAULT);
            wantsRestricted |= network.name().equals(BuiltinNetworks.RESTRICTED);
        }
        boolean hasDefault = false;
        boolean hasRestricted = false;
        for (JoinedNetwork network : joined) {
            hasDefault |= network.name().equals(BuiltinNetworks.DEFAULT);
            hasRestricted |= network.name().equals(BuiltinNetworks.RESTRICTED);
        }
        List<NetworkConfiguration> builtin = new ArrayList<>();
        if (wantsDefault && !hasDefault) {
            builtin.add(BuiltinNetworks.defaultNetwork(leases));
        }
        boolean added = !choice.only() && !wantsDefault && !hasDefault;
        if ((wantsRestricted || added) && !hasRestricted) {
            builtin.add(BuiltinNetworks.restrictedNetwork(leases));
        }
        return builtin;
    }

    private static JoinedNetwork join(
            NetworkConfiguration network,
            int number,
            Map<String, String> arguments,
            PluginPath plugins,
            boolean builtin) {
        List<Path> programs = new ArrayList<>();
        for (NetworkConfiguration.Plugin plugin : network.plugins()) {
            programs.add(plugins.locate(plugin.type(), network.name()));
            if (plugin.addressType().isPresent()) {
                plugins.locate(plugin.addressType().get(), network.name());
            }
            if (plugin.masquerades() && Programs.find("iptables").isEmpty()) {
                throw new EnvironmentException(
                        "network \"" + network.name() + "\": its ipMasq needs iptables, which is not installed",
                        "apt-get install iptables, or leave out ipMasq in " + network.source());
            }
        }
        return new JoinedNetwork(
                network, "eth" + number, arguments.getOrDefault(network.name(), ""), programs, builtin);
    }

    /** All configurations, in the order of their names; a file hides those of its name in weaker directories. */
    private List<Path> files() {
        Map<String, Path> files = new TreeMap<>();
        for (Path directory : directories) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    String name = String.valueOf(entry.getFileName());
                    if (NetworkConfiguration.isNamed(name) && !Files.isDirectory(entry)) {
                        files.put(name, entry);
                    }
                }
            } catch (NoSuchFileException | NotDirectoryException _) {
                // nothing is configured there
            } catch (IOException e) {
                throw IoFailures.with("cannot read the network configurations in", directory, e);
            }
        }
        return new ArrayList<>(files.values());
    }

    private static List<NetworkConfiguration> configured(List<Path> files, List<String> warnings) {
        List<NetworkConfiguration> configured = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            NetworkConfiguration network = NetworkConfiguration.read(file);
            if (names.add(network.name())) {
                configured.add(network);
            } else {
                warnings.add("\"" + network.name() + "\" network already defined, ignoring " + file);
            }
        }
        return configured;
    }

    private InvalidInputException unknown(Set<String> wanted, List<NetworkConfiguration> configured) {
        List<String> names = new ArrayList<>(List.of(BuiltinNetworks.DEFAULT, BuiltinNetworks.RESTRICTED));
        for (NetworkConfiguration network : configured) {
            if (!names.contains(network.name())) {
                names.add(network.name());
            }
        }
        List<String> places = new ArrayList<>();
        for (Path directory : directories) {
            places.add(directory.toString());
        }
        return new InvalidInputException(
                "networks not found: " + String.join(", ", wanted),
                "there are " + String.join(", ", names)
                        + ", host and none; configurations (*.conf, *.conflist) are looked for in "
                        + String.join(", ", places));
    }
}
