package io.dray.pod.network;

import io.dray.core.EnvironmentException;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where CNI plugins are looked for. Never in {@code PATH}, where iproute2 has a program called bridge, too.
 *
 * @param directories in the order of the search
 * @param told the one directory of configurations that plugins hear of, if they are to hear what rkt told them
 */
record PluginPath(List<Path> directories, Optional<Path> told) {
    private static final List<Path> USUAL =
            List.of(Path.of("/usr/lib/rkt/plugins/net"), Path.of("/usr/lib/cni"), Path.of("/opt/cni/bin"));

    PluginPath {
        directories = List.copyOf(directories);
    }

    /** Beside the configurations, as rkt had it, and where packages put plugins. */
    static PluginPath of(List<Path> configurations, Optional<Path> told) {
        List<Path> all = new ArrayList<>();
        for (int i = configurations.size() - 1; i >= 0; i--) {
            all.add(configurations.get(i));
        }
        all.addAll(USUAL);
        return new PluginPath(all, told);
    }

    /** As plugins read it to find those that they call themselves. */
    String variable() {
        return joined(":");
    }

    private String joined(String separator) {
        StringBuilder text = new StringBuilder();
        for (Path directory : directories) {
            text.append(text.isEmpty() ? "" : separator).append(directory);
        }
        return text.toString();
    }

    /**
     * The program of a plugin.
     *
     * @throws EnvironmentException that names the network, the plugin and where it was looked for
     */
    Path locate(String type, String network) {
        if (type.indexOf('/') < 0 && !type.equals(".") && !type.equals("..")) {
            for (Path directory : directories) {
                File candidate = new File(directory.toString(), type);
                if (candidate.isFile() && candidate.canExecute()) {
                    return candidate.toPath();
                }
            }
        }
        throw new EnvironmentException(
                "network \"" + network + "\": the CNI plugin " + type + " is not installed: looked for it in "
                        + joined(", "),
                "apt-get install containernetworking-plugins brings the usual ones");
    }
}
