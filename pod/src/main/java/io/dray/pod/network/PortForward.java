package io.dray.pod.network;

import io.dray.core.AcName;
import io.dray.core.InvalidInputException;
import io.dray.core.IpAddress;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A port of the host that is to lead to a port of an app.
 *
 * @param name the port's name in the image
 * @param hostAddress the one address of the host it is for, dotted; otherwise all of them
 * @param hostPort the port of the host, 1 to 65535
 * @param podPort the port of the app, if not the one that its image names
 * @param protocol {@code tcp} or {@code udp} of a port that no image needs to name
 */
public record PortForward(
        String name, Optional<String> hostAddress, int hostPort, OptionalInt podPort, Optional<String> protocol) {
    static final int MAX_PORT = 65535;

    private static final int MAX_DIGITS = 5;

    private static final String HINT = "write --port=NAME:HOSTPORT or --port=NAME:ADDRESS:HOSTPORT";

    private static final String WHOLE_HINT = "write --port=NAME:tcp:PODPORT:HOSTIP:HOSTPORT, or udp";
    private static final int PARTS = 5;

    /** One that leads to the port that the image names. */
    public PortForward(String name, Optional<String> hostAddress, int hostPort) {
        this(name, hostAddress, hostPort, OptionalInt.empty(), Optional.empty());
    }

    /**
     * One of a pod manifest (appc spec, pods.md, "ports").
     *
     * @param source where it stands, for messages
     */
    public static PortForward of(JsonObject port, String source) {
        String name = port.fieldIgnoringCase("name")
                .orElseThrow(() -> new InvalidInputException(source + ".name: it is required"))
                .asString(source + ".name");
        OptionalInt host = port(port, "hostPort", source);
        if (host.isEmpty()) {
            throw new InvalidInputException(source + ".hostPort: it is required");
        }
        Optional<JsonValue> address = port.fieldIgnoringCase("hostIP");
        Optional<String> at = Optional.empty();
        if (address.isPresent()) {
            String text = address.get().asString(source + ".hostIP");
            if (!IpAddress.isVersion4(text)) {
                throw new InvalidInputException(source + ".hostIP: '" + text + "' is not an IPv4 address");
            }
            at = text.equals("0.0.0.0") ? Optional.empty() : Optional.of(text);
        }
        return new PortForward(name, at, host.getAsInt(), port(port, "podPort", source), Optional.empty());
    }

    private static OptionalInt port(JsonObject port, String field, String source) {
        Optional<JsonValue> value = port.fieldIgnoringCase(field);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        long number = value.get().asLong(source + "." + field);
        if (number < 1 || number > MAX_PORT) {
            throw new InvalidInputException(source + "." + field + ": " + number + " is not a port from 1 to 65535");
        }
        return OptionalInt.of((int) number);
    }

    /**
     * Reads {@code NAME:PROTOCOL:PODPORT:HOSTIP:HOSTPORT}, which leads to the port whatever the images say.
     *
     * @throws InvalidInputException that says which part is wrong
     */
    public static PortForward parseWhole(String text) {
        List<String> parts = List.of(text.split(":", -1));
        if (parts.size() != PARTS) {
            throw new InvalidInputException("--port=" + text + ": invalid format", WHOLE_HINT);
        }
        String protocol = parts.get(1);
        if (!protocol.equals("tcp") && !protocol.equals("udp")) {
            throw new InvalidInputException("--port=" + text + ": invalid protocol \"" + protocol + "\"", WHOLE_HINT);
        }
        PortForward host = parse(AcName.of(parts.getFirst()).value() + ":" + parts.get(3) + ":" + parts.get(4));
        int pod = number(parts.get(2));
        if (pod < 1 || pod > MAX_PORT) {
            throw new InvalidInputException(
                    "--port=" + text + ": '" + parts.get(2) + "' is not a port from 1 to 65535", WHOLE_HINT);
        }
        return new PortForward(
                host.name(), host.hostAddress(), host.hostPort(), OptionalInt.of(pod), Optional.of(protocol));
    }

    /** As {@link #parseWhole} reads it. */
    public String toText() {
        return name + ":" + protocol.orElse("tcp") + ":" + podPort.orElse(hostPort) + ":"
                + hostAddress.orElse("0.0.0.0") + ":" + hostPort;
    }

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
        if (!IpAddress.isVersion4(address)) {
            throw new InvalidInputException("--port=" + text + ": '" + address + "' is not an IPv4 address", HINT);
        }
        return new PortForward(
                text.substring(0, first), address.equals("0.0.0.0") ? Optional.empty() : Optional.of(address), port);
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
