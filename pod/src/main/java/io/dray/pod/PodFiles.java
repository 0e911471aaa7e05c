package io.dray.pod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that a container sees of its pod and of the host: name resolution. */
final class PodFiles {
    private static final Path RESOLVER = Path.of("/etc/resolv.conf");

    /** The servers behind systemd-resolved, which itself listens only on the host's loopback interface. */
    private static final Path RESOLVER_BEHIND_STUB = Path.of("/run/systemd/resolve/resolv.conf");

    private PodFiles() {}

    /** The host's way to resolve names, as the pod can use it. */
    static String resolver(Network network) throws IOException {
        if (network == Network.NONE || !Files.isReadable(RESOLVER)) {
            return "";
        }
        String text = Files.readString(RESOLVER);
        boolean stub = network == Network.DEFAULT && text.contains("127.0.0.53");
        return stub && Files.isReadable(RESOLVER_BEHIND_STUB) ? Files.readString(RESOLVER_BEHIND_STUB) : text;
    }

    /** For images that have no {@code /etc/hosts} of their own. */
    static String hosts(String hostname) {
        return "127.0.0.1 localhost localhost.localdomain localhost4 localhost4.localdomain4 " + hostname
                + "\n::1 localhost localhost.localdomain localhost6 localhost6.localdomain6\n";
    }
}
