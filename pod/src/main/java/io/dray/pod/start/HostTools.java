package io.dray.pod.start;

import io.dray.core.EnvironmentException;
import io.dray.linux.Programs;
import io.dray.pod.network.NetworkTools;
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
 */
public record HostTools(Map<String, Path> paths) {
    private static final String NFT = "nft";
    private static final String PERL = "perl";
    private static final String INIT = "catatonit";

    /** Not required: without it there is no job control on the terminal of an app, and all else is as it should be. */
    private static final String INIT_OF_TERMINALS = "tini-static";

    private static final List<String> ALWAYS = List.of(
            "crun",
            "s6-svscan",
            "s6-supervise",
            "s6-svscanctl",
            "s6-svc",
            "s6-socklog",
            "busybox",
            INIT,
            "unshare",
            "nsenter",
            "setpriv",
            "setsid",
            "env",
            "flock");

    public HostTools {
        paths = Map.copyOf(paths);
    }

    /**
     * Looks for all of them at once.
     *
     * @param needsRules whether the host's network needs rules for the pod
     * @param supervised whether s6 supervises the apps
     * @param attachable whether one can attach to any of them
     * @param privateUsers whether owners of files are mapped
     * @throws EnvironmentException that names everything that is missing and the packages that bring it
     */
    public static HostTools locate(boolean needsRules, boolean supervised, boolean attachable, boolean privateUsers) {
        List<String> missing = new ArrayList<>();
        TreeSet<String> remedies = new TreeSet<>();
        Map<String, Path> paths = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(ALWAYS);
        if (needsRules) {
            names.add(NFT);
        }
        if (supervised) {
            names.addAll(List.of("s6-svstat", "s6-log"));
        }
        if (attachable) {
            names.add("conmon");
        }
        if (privateUsers) {
            names.add(PERL);
        }
        for (String name : names) {
            try {
                paths.put(name, Programs.locate(name));
            } catch (EnvironmentException e) {
                missing.add(name);
                remedies.add(e.hint().orElse(""));
            }
        }
        if (!missing.isEmpty()) {
            throw new EnvironmentException(
                    "cannot start a pod: not installed: " + String.join(", ", missing), String.join("; ", remedies));
        }
        Programs.find(INIT_OF_TERMINALS).ifPresent(path -> paths.put(INIT_OF_TERMINALS, path));
        return new HostTools(paths);
    }

    /**
     * The first process of a container. Catatonit starts its program with SIGTSTP, SIGTTIN and SIGTTOU blocked, which all of that
     * program's children inherit: nothing could be stopped by Ctrl-Z.
     *
     * @param terminal whether its program has one
     */
    Path init(boolean terminal) {
        return Path.of(path(isForTerminals(terminal) ? INIT_OF_TERMINALS : INIT));
    }

    /** What the init is told: among shared processes it is not the first, and has to ask for its orphans. */
    List<String> initOptions(boolean terminal) {
        return isForTerminals(terminal) ? List.of("-s") : List.of();
    }

    private boolean isForTerminals(boolean terminal) {
        return terminal && paths.containsKey(INIT_OF_TERMINALS);
    }

    /** Those that networks need. */
    NetworkTools forNetworks() {
        Path nft = paths.get(NFT);
        return new NetworkTools(path("nsenter"), path("busybox"), path("flock"), nft == null ? "" : nft.toString());
    }

    public String path(String name) {
        Path path = paths.get(name);
        if (path == null) {
            throw new IllegalArgumentException(name + " was not looked for");
        }
        return path.toString();
    }
}
