package io.dray.pod.start;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Programs at fixed places, so that scripts can be compared word for word. */
final class TestingTools {
    static final HostTools TOOLS = new HostTools(paths());

    private TestingTools() {}

    private static Map<String, Path> paths() {
        Map<String, Path> paths = new HashMap<>();
        for (String name : List.of(
                "crun",
                "conmon",
                "s6-svscan",
                "s6-svscanctl",
                "s6-svc",
                "s6-socklog",
                "s6-svstat",
                "s6-log",
                "busybox",
                "catatonit",
                "unshare",
                "nsenter",
                "setpriv",
                "setsid",
                "env",
                "flock",
                "nft",
                "perl")) {
            paths.put(name, Path.of("/usr/bin/" + name));
        }
        return paths;
    }
}
