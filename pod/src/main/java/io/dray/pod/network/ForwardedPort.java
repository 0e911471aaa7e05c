package io.dray.pod.network;

import io.dray.core.JsonValue;
import java.util.Optional;

/**
 * A port of the host that leads to a port of the pod.
 *
 * @param name its name in the image
 * @param protocol {@code tcp} or {@code udp}
 * @param hostAddress the one address of the host it is for, otherwise all of them
 * @param hostPort the port of the host
 * @param podPort the port of the pod
 * @param open whether a socket is open there that the app is given: then there is nothing to forward
 */
public record ForwardedPort(
        String name, String protocol, Optional<String> hostAddress, int hostPort, int podPort, boolean open) {
    /** One at which no socket is open. */
    ForwardedPort(String name, String protocol, Optional<String> hostAddress, int hostPort, int podPort) {
        this(name, protocol, hostAddress, hostPort, podPort, false);
    }

    /** As people write it: {@code tcp port 8080}, {@code tcp port 127.0.0.1:8080}. */
    public String label() {
        return protocol + " port " + (hostAddress.isPresent() ? hostAddress.get() + ":" : "") + hostPort;
    }

    /** As the plugin portmap reads it (CNI conventions, "portMappings"). */
    JsonValue toMapping() {
        JsonValue.ObjectBuilder json = JsonValue.object()
                .put("hostPort", hostPort)
                .put("containerPort", podPort)
                .put("protocol", protocol);
        if (hostAddress.isPresent()) {
            json.put("hostIP", hostAddress.get());
        }
        return json.build();
    }

    /** Whether both cannot be at the same time. */
    boolean clashesWith(ForwardedPort other) {
        boolean apart = hostAddress.isPresent()
                && other.hostAddress.isPresent()
                && !hostAddress.get().equals(other.hostAddress.get());
        return protocol.equals(other.protocol) && hostPort == other.hostPort && !apart;
    }
}
