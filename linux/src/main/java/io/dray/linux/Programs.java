package io.dray.linux;

import io.dray.core.EnvironmentException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the programs are that Dray stands on. Looks at files only, so it may be used on the way to a container's start. */
public final class Programs {
    /**
     * Searched before {@code PATH}, which is often long, begins with directories of a user, and lacks those of administrators;
     * what Dray runs as root is the system's.
     */
    private static final String USUAL_DIRECTORIES =
            "/usr/bin:/usr/sbin:/bin:/sbin:/usr/local/bin:/usr/local/sbin:/usr/lib/cni:/opt/cni/bin";

    private Programs() {}

    /** The directories that are searched first, whatever {@code PATH} says. */
    public static List<Path> usualDirectories() {
        List<Path> directories = new ArrayList<>();
        for (String directory : USUAL_DIRECTORIES.split(":", -1)) {
            directories.add(Path.of(directory));
        }
        return directories;
    }

    /** The absolute path of a program: {@code crun} gives {@code /usr/bin/crun}; empty if it is not installed. */
    public static Optional<Path> find(String name) {
        if (name.indexOf('/') >= 0) {
            Path path = Path.of(name);
            return Files.isExecutable(path) ? Optional.of(path) : Optional.empty();
        }
        Optional<Path> found = search(USUAL_DIRECTORIES, name);
        String path = System.getenv("PATH");
        return found.isPresent() || path == null ? found : search(path, name);
    }

    /**
     * The absolute path of a program that must be there.
     *
     * @throws EnvironmentException if it is not installed; the hint says how to install it
     */
    public static Path locate(String name) {
        Optional<Path> found = find(name);
        if (found.isPresent()) {
            return found.get();
        }
        throw new EnvironmentException(
                "cannot run " + name + ": it is not installed", "apt-get install " + debianPackage(name));
    }

    private static Optional<Path> search(String directories, String name) {
        int start = 0;
        while (start <= directories.length()) {
            int colon = directories.indexOf(':', start);
            int end = colon < 0 ? directories.length() : colon;
            if (end > start && directories.charAt(start) == '/') {
                File candidate = new File(directories.substring(start, end), name);
                if (candidate.isFile() && candidate.canExecute()) {
                    return Optional.of(candidate.toPath());
                }
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    private static String debianPackage(String name) {
        return switch (name) {
            case "s6-svscan",
                    "s6-svscanctl",
                    "s6-svc",
                    "s6-svstat",
                    "s6-svwait",
                    "s6-log",
                    "s6-socklog",
                    "s6-supervise" -> "s6";
            case "busybox" -> "busybox-static";
            case "unshare", "nsenter", "flock", "setpriv" -> "util-linux";
            case "ip", "tc" -> "iproute2";
            case "nft" -> "nftables";
            case "perl" -> "perl-base";
            case "bridge", "host-local", "portmap", "ptp", "loopback", "macvlan" -> "containernetworking-plugins";
            default -> name;
        };
    }
}
