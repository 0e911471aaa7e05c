package io.dray.pod.start;

import io.dray.core.ShellQuote;
import io.dray.core.ShellScript;
import io.dray.image.manifest.App;
import io.dray.pod.plan.AppPlan;
import io.dray.pod.plan.PlannedPod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives an app the open sockets that it expects (appc spec, aci.md, "ports", {@code socketActivated}; sd_listen_fds(3)). The launcher
 * was given them by systemd and has put them from descriptor 100 on; {@code DRAY_SOCKETS} says the port and the name of each.
 */
final class SocketScripts {
    private static final String FILE = "with-sockets";

    /** Busybox's shell, since the numbers of descriptors have two digits and more. 99: the pod's lock stays taken. */
    private static final String BODY = """
            next=3
            kept=100
            names=
            [ ! -e /proc/self/fd/9 ] || exec 99<&9
            sockets=${DRAY_SOCKETS-}
            for socket in ${sockets#* }; do
                port=${socket%%=*}
                name=${socket#*=}
                if is_wanted; then
                    eval "exec $next<&$kept"
                    next=$((next + 1))
                    names=$names${names:+:}$name
                fi
                kept=$((kept + 1))
            done
            if [ $next = 3 ]; then
                echo "dray: warning: app ${bundle##*/} expects open sockets, and got none" >&2
                exec "$@"
            fi
            export LISTEN_FDS=$((next - 3))
            "$busybox" sed "s/\\"env\\":\\[/&\\"LISTEN_FDS=$LISTEN_FDS\\",\\"LISTEN_FDNAMES=$names\\",/" "$bundle/config.json" \\
                >"$bundle/with-sockets.json"
            for word; do
                shift
                set -- "$@" "$word"
                case $word in run | create) set -- "$@" --config "$bundle/with-sockets.json" ;; esac
            done
            exec "$@"
            """;

    private final List<App.Port> ports;
    private final boolean alone;
    private final String bundle;

    private SocketScripts(List<App.Port> ports, boolean alone, String bundle) {
        this.ports = List.copyOf(ports);
        this.alone = alone;
        this.bundle = bundle;
    }

    /** Those of an app; one that is the only one to expect sockets gets all of them, unless others may join it. */
    static SocketScripts of(AppPlan app, PlannedPod pod) {
        boolean alone = !pod.policy().isMutable();
        for (AppPlan other : pod.apps()) {
            alone &= other.name().equals(app.name()) || activated(other).isEmpty();
        }
        return new SocketScripts(
                activated(app), alone, pod.directory().app(app.name()).toString());
    }

    /** Those of an app that expects no sockets. */
    static SocketScripts none() {
        return new SocketScripts(List.of(), true, "");
    }

    private static List<App.Port> activated(AppPlan app) {
        List<App.Port> ports = new ArrayList<>();
        for (App.Port port : app.app().ports()) {
            if (port.socketActivated()) {
                ports.add(port);
            }
        }
        return ports;
    }

    /** Whether the app expects any. */
    boolean areWanted() {
        return !ports.isEmpty();
    }

    /** What stands before a crun that makes the app's container; needs {@code busybox} and {@code bundle}. */
    static String prefix() {
        return "\"$busybox\" sh \"$bundle/" + FILE + "\" ";
    }

    /** The program that {@link #prefix} starts, by its name in the app's directory; none for an app that expects no sockets. */
    Map<String, String> files(HostTools tools) {
        if (!areWanted()) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        values.put("busybox", tools.path("busybox"));
        values.put("bundle", bundle);
        return Map.of(
                FILE,
                ShellScript.of("Starts a program with the sockets that the app expects.", values, isWanted() + BODY));
    }

    private String isWanted() {
        StringBuilder function = new StringBuilder("is_wanted() {\n");
        for (App.Port port : ports) {
            function.append("    [ \"$name\" = ")
                    .append(ShellQuote.quote(port.name()))
                    .append(" ] || { [ \"$port\" -ge ")
                    .append(port.port())
                    .append(" ] && [ \"$port\" -lt ")
                    .append(port.port() + port.count())
                    .append(" ]; } && return 0\n");
        }
        return alone
                ? "is_wanted() { :; }\n"
                : function.append("    return 1\n}\n").toString();
    }
}
