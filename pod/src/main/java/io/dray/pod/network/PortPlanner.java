package io.dray.pod.network;

import io.dray.core.InvalidInputException;
import io.dray.image.manifest.App;
import java.util.ArrayList;
import java.util.List;

/** Finds the ports of a pod's apps that ports of the host are to lead to. */
public final class PortPlanner {
    private final List<App> apps;
    private final PortsInUse inUse;
    private final OpenSockets sockets;

    /**
     * A planner for one pod.
     *
     * @param apps its apps
     * @param inUse where the host itself listens
     * @param sockets where it does so for the pod
     */
    public PortPlanner(List<App> apps, PortsInUse inUse, OpenSockets sockets) {
        this.apps = List.copyOf(apps);
        this.inUse = inUse;
        this.sockets = sockets;
    }

    /**
     * Checks that ports can lead to a pod on these networks at all.
     *
     * @throws InvalidInputException if they cannot
     */
    public static void check(List<PortForward> requests, NetworkPlan network) {
        if (!requests.isEmpty() && network.networks().isEmpty()) {
            // the words that rkt says
            throw new InvalidInputException(
                    "--port flag does not work with '" + network.names().getFirst() + "' networking",
                    "leave out --port, or put the pod on the default network");
        }
    }

    /**
     * The ports to forward, all of a range.
     *
     * @throws InvalidInputException for a name that no app has or more than one has, and for a port of the host that is taken
     */
    public List<ForwardedPort> plan(List<PortForward> requests) {
        List<ForwardedPort> ports = new ArrayList<>();
        for (PortForward request : requests) {
            App.Port port = request.protocol().isPresent()
                    ? new App.Port(
                            request.name(),
                            request.protocol().get(),
                            request.podPort().orElse(0),
                            1,
                            false)
                    : named(request.name());
            if (!port.protocol().equals("tcp") && !port.protocol().equals("udp")) {
                throw new InvalidInputException("cannot forward to port \"" + port.name() + "\": its protocol is "
                        + port.protocol() + ", not tcp or udp");
            }
            int first = request.podPort().orElse(port.port());
            if (Math.max(request.hostPort(), first) + port.count() - 1 > PortForward.MAX_PORT) {
                throw new InvalidInputException(
                        "cannot forward to port \"" + port.name() + "\": it is a range of " + port.count()
                                + " ports, which does not fit after port " + Math.max(request.hostPort(), first));
            }
            for (int i = 0; i < port.count(); i++) {
                add(
                        ports,
                        new ForwardedPort(
                                port.name(),
                                port.protocol(),
                                request.hostAddress(),
                                request.hostPort() + i,
                                first + i,
                                port.socketActivated() && sockets.at(request.hostPort() + i)));
            }
        }
        return ports;
    }

    private void add(List<ForwardedPort> ports, ForwardedPort port) {
        for (ForwardedPort other : ports) {
            if (port.clashesWith(other)) {
                throw new InvalidInputException("cannot forward " + port.label() + " to port \"" + port.name()
                        + "\": it already leads to port \"" + other.name() + "\"");
            }
        }
        if (!port.open() && inUse.contains(port)) {
            throw new InvalidInputException(
                    "cannot forward " + port.label() + " to port \"" + port.name()
                            + "\": a process of this machine listens there",
                    "choose another port, or look for the process with 'ss -lntup'");
        }
        ports.add(port);
    }

    private App.Port named(String name) {
        List<App.Port> found = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (App app : apps) {
            for (App.Port port : app.ports()) {
                names.add(port.name());
                if (port.name().equals(name)) {
                    found.add(port);
                }
            }
        }
        if (found.isEmpty()) {
            throw new InvalidInputException(
                    "no app of the pod has a port named \"" + name + "\"",
                    names.isEmpty() ? "their images name no ports" : "they name: " + String.join(", ", names));
        }
        if (found.size() > 1) {
            throw new InvalidInputException("more than one app of the pod has a port named \"" + name + "\"");
        }
        return found.getFirst();
    }
}
