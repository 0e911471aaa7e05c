package io.dray.pod.network;

import io.dray.core.InvalidInputException;
import java.util.Optional;

/**
 * A port of the host that is to lead to a port of an app.
 *
 * @param name the port's name in the image
 * @param hostAddress the one address of the host it is for, dotted; otherwise all of them
 * @param hostPort the port of the host, 1 to 65535
 */
public record PortForward(String name, Optional<String> hostAddress, int hostPort) {
    static final int MAX_PORT = 65535;

    private static final String HINT = "write --port=NAME:HOSTPORT or --port=NAME:ADDRESS:HOSTPORT";

    /**
     * Reads {@code NAME:[IP:]HOSTPORT}.
     *
     * @throws InvalidInputException that says which part is wrong
     */
    public static PortForward parse(String text) {
        int first = text.indexOf(':');
        int last = text.lastIndexOf(':');
        if (first <= 0) {
            throw new InvalidInputException("--port=" + text + ": there is no port of the host", HINT);
        }
        int port = IpAddress.number(text.substring(last + 1));
        if (port < 1 || port > MAX_PORT) {
            throw new InvalidInputException(
                    "--port=" + text + ": '" + text.substring(last + 1) + "' is not a port from 1 to 65535", HINT);
        }
        if (first == last) {
            return new PortForward(text.substring(0, first), Optional.empty(), port);
        }
        String address = text.substring(first + 1, last);
        if (!IpAddress.isVersion4(address)) {
            throw new InvalidInputException("--port=" + text + ": '" + address + "' is not an IPv4 address", HINT);
        }
        return new PortForward(
                text.substring(0, first), address.equals("0.0.0.0") ? Optional.empty() : Optional.of(address), port);
    }
}
