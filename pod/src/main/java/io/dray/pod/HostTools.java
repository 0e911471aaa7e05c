package io.dray.pod;

import io.dray.core.EnvironmentException;
import io.dray.linux.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The programs of this machine that a pod's start needs, by absolute path: no script of a pod searches {@code PATH}.
 *
 * @param paths name to path
 * @param cniDirectory where the CNI plugins are
 */
record HostTools(Map<String, Path> paths, Path cniDirectory) {
    private static final List<String> ALWAYS = List.of(
            "crun",
            "s6-svscan",
            "s6-supervise",
            "s6-svscanctl",
            "s6-svc",
            "busybox",
            "catatonit",
            "unshare",
            "nsenter",
            "setpriv",
            "setsid",
            "env",
            "flock");
    private static final List<Path> CNI_DIRECTORIES = List.of(Path.of("/usr/lib/cni"), Path.of("/opt/cni/bin"));
    private static final List<String> CNI_PLUGINS = List.of("bridge", "host-local");

    HostTools {
        paths = Map.copyOf(paths);
    }

    /**
     * Looks for all of them at once.
     *
     * @throws EnvironmentException that names everything that is missing and the packages that bring it
     */
    static HostTools locate(Network network, boolean supervised) {
        List<String> missing = new ArrayList<>();
        TreeSet<String> remedies = new TreeSet<>();
        Map<String, Path> paths = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(ALWAYS);
        if (network == Network.DEFAULT) {
            names.add("nft");
        }
        if (supervised) {
            names.addAll(List.of("s6-svstat", "s6-log"));
        }
        for (String name : names) {
            try {
                paths.put(name, Programs.locate(name));
            } catch (EnvironmentException e) {
                missing.add(name);
                remedies.add(e.hint().orElse(""));
            }
        }
        Path cni = findCniDirectory();
        if (network == Network.DEFAULT) {
            for (String plugin : CNI_PLUGINS) {
                if (!Files.isExecutable(cni.resolve(plugin))) {
                    missing.add("the CNI plugin " + plugin);
                    remedies.add("apt-get install containernetworking-plugins");
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new EnvironmentException(
                    "cannot start a pod: not installed: " + String.join(", ", missing), String.join("; ", remedies));
        }
        return new HostTools(paths, cni);
    }

    /** Not looked for in PATH, where iproute2 has a program called bridge too. */
    static Path findCniDirectory() {
        for (Path directory : CNI_DIRECTORIES) {
            if (Files.isExecutable(directory.resolve("bridge"))) {
                return directory;
            }
        }
        return CNI_DIRECTORIES.getFirst();
    }

    String path(String name) {
        Path path = paths.get(name);
        if (path == null) {
            throw new IllegalArgumentException(name + " was not looked for");
        }
        return path.toString();
    }
}
