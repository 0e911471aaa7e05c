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
    private static final int PARTS_OF_ADDRESS = 4;
    private static final int MAX_DIGITS = 5;
    private static final int MAX_PART = 255;

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
        int port = number(text.substring(last + 1));
        if (port < 1 || port > MAX_PORT) {
            throw new InvalidInputException(
                    "--port=" + text + ": '" + text.substring(last + 1) + "' is not a port from 1 to 65535", HINT);
        }
        if (first == last) {
            return new PortForward(text.substring(0, first), Optional.empty(), port);
        }
        String address = text.substring(first + 1, last);
        if (!isAddress(address)) {
            throw new InvalidInputException("--port=" + text + ": '" + address + "' is not an IPv4 address", HINT);
        }
        return new PortForward(
                text.substring(0, first), address.equals("0.0.0.0") ? Optional.empty() : Optional.of(address), port);
    }

    private static boolean isAddress(String text) {
        int parts = 0;
        int start = 0;
        while (start <= text.length()) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            int part = number(text.substring(start, end));
            // a leading zero would be octal to some and decimal to others
            if (part < 0 || part > MAX_PART || (end - start > 1 && text.charAt(start) == '0')) {
                return false;
            }
            parts++;
            start = end + 1;
        }
        return parts == PARTS_OF_ADDRESS;
    }

    /** The number, or -1 for what is none of at most five digits. */
    private static int number(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }
}
