package io.dray.pod.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports on which processes of the host listen, as the kernel lists them (proc(5), {@code /proc/net/tcp}). A port that a rule
 * leads elsewhere would be lost to them.
 */
public final class PortsInUse {
    private static final Path KERNEL = Path.of("/proc/net");
    private static final String LISTENING = "0A";

    /** A udp socket that is connected to nobody. */
    private static final String UNCONNECTED = "07";

    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int HEXADECIMAL = 16;
    private static final int BITS_OF_BYTE = 8;
    private static final int DIGITS_OF_ADDRESS = 8;

    private final Map<String, List<String>> tables;

    private PortsInUse(Map<String, List<String>> tables) {
        this.tables = tables;
    }

    /** Those of this process's network. A kernel without IPv6 has fewer lists. */
    public static PortsInUse now() {
        Map<String, List<String>> tables = new HashMap<>();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            try {
                tables.put(table, Files.readAllLines(KERNEL.resolve(table)));
            } catch (IOException _) {
                tables.put(table, List.of());
            }
        }
        return new PortsInUse(tables);
    }

    /** Those of such lists, by their names. */
    static PortsInUse of(Map<String, List<String>> tables) {
        return new PortsInUse(Map.copyOf(tables));
    }

    boolean contains(ForwardedPort port) {
        return listens(port, "") || listens(port, "6");
    }

    private boolean listens(ForwardedPort port, String version) {
        String state = port.protocol().equals("tcp") ? LISTENING : UNCONNECTED;
        for (String line : tables.getOrDefault(port.protocol() + version, List.of())) {
            String[] words = line.strip().split(" +", -1);
            if (words.length <= STATE || !words[STATE].equals(state)) {
                continue;
            }
            int colon = words[ADDRESS].indexOf(':');
            String address = words[ADDRESS].substring(0, colon);
            if (Integer.parseInt(words[ADDRESS].substring(colon + 1), HEXADECIMAL) == port.hostPort()
                    && meets(port, address)) {
                return true;
            }
        }
        return false;
    }

    /** Who listens on an IPv6 address listens for IPv4 only if it is the one that stands for all. */
    private static boolean meets(ForwardedPort port, String address) {
        boolean all = address.replace("0", "").isEmpty();
        boolean version4 = address.length() == DIGITS_OF_ADDRESS;
        return all
                || (version4
                        && (port.hostAddress().isEmpty()
                                || port.hostAddress().get().equals(dotted(address))));
    }

    /** The kernel writes the four bytes as one number of the machine, which is little-endian. */
    private static String dotted(String address) {
        long number = Long.parseLong(address, HEXADECIMAL);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Integer.BYTES; i++) {
            text.append(i == 0 ? "" : ".").append(number >> (BITS_OF_BYTE * i) & 0xFF);
        }
        return text.toString();
    }
}
