package io.dray.pod.prepare;

import io.dray.image.manifest.App;
import io.dray.pod.network.OpenSockets;
import io.dray.pod.network.PortForward;
import io.dray.pod.plan.AppPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports at which apps of a pod expect open sockets (appc spec, aci.md, "ports", {@code socketActivated}).
 *
 * @param apps the pod's apps
 * @param forwards which ports of the host lead to the apps
 * @param sockets those that the caller has opened
 */
record SocketPlan(List<AppPlan> apps, List<PortForward> forwards, OpenSockets sockets) {
    /** Whether there is such a port: then the pod depends on who starts it. */
    boolean isWanted() {
        return !ports().isEmpty();
    }

    private List<App.Port> ports() {
        List<App.Port> ports = new ArrayList<>();
        for (AppPlan app : apps) {
            for (App.Port port : app.app().ports()) {
                if (port.socketActivated()) {
                    ports.add(port);
                }
            }
        }
        return ports;
    }

    /** In rkt's words, of the ports at which the pod will listen by itself because nobody said where on the host. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        List<App.Port> ports = ports();
        for (App.Port port : ports) {
            boolean given = sockets.has(port.name(), port.port()) || sockets.count() >= ports.size();
            if (!given && !isForwarded(port.name())) {
                warnings.add("no --port option for socket-activated port \"" + port.name() + "\", assuming port "
                        + port.port() + " as specified in the manifest");
            }
        }
        return warnings;
    }

    private boolean isForwarded(String name) {
        for (PortForward forward : forwards) {
            if (forward.name().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
