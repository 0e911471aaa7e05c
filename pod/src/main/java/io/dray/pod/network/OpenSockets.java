package io.dray.pod.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The sockets that the caller of this command has opened for the pod (sd_listen_fds(3)), as the launcher tells of them: in {@code
 * DRAY_SOCKETS}, after a number of its own, the port of each and its name.
 */
public final class OpenSockets {
    private static final String VARIABLE = "DRAY_SOCKETS";

    private final List<Socket> sockets;

    private record Socket(int port, String name) {}

    private OpenSockets(List<Socket> sockets) {
        this.sockets = List.copyOf(sockets);
    }

    /** Those of this process's caller. */
    public static OpenSockets ofCaller() {
        String told = System.getenv(VARIABLE);
        return told == null ? of("") : of(told);
    }

    /** Those of such a text, {@code NUMBER PORT=NAME PORT=NAME...}. */
    static OpenSockets of(String told) {
        List<Socket> sockets = new ArrayList<>();
        int start = told.indexOf(' ') + 1;
        while (start > 0 && start < told.length()) {
            int end = told.indexOf(' ', start);
            String word = told.substring(start, end < 0 ? told.length() : end);
            int equals = word.indexOf('=');
            sockets.add(new Socket(Integer.parseInt(word.substring(0, equals)), word.substring(equals + 1)));
            start = end + 1;
        }
        return new OpenSockets(sockets);
    }

    /** How many there are. */
    public int count() {
        return sockets.size();
    }

    /** Whether there is one for this port of an app, by its name or by where it listens. */
    public boolean has(String name, int port) {
        for (Socket socket : sockets) {
            if (socket.name().equals(name) || socket.port() == port) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of them listens at this port of the host. */
    boolean at(int port) {
        return has("", port);
    }
}
