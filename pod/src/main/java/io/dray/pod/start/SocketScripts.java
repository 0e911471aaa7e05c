package io.dray.pod.start;

import io.dray.core.ShellQuote;
import io.dray.core.ShellScript;
import io.dray.image.manifest.App;
import io.dray.pod.network.ForwardedPort;
import io.dray.pod.plan.AppPlan;
import io.dray.pod.plan.PlannedPod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives an app the open sockets that it expects (appc spec, aci.md, "ports", {@code socketActivated}; sd_listen_fds(3)). The launcher
 * was given them by systemd and has put them from descriptor 100 on; {@code DRAY_SOCKETS} says the port and the name of each. Those
 * that nobody gave are opened in the pod's own network, as systemd did in the pods of rkt.
 */
final class SocketScripts {
    private static final String FILE = "with-sockets";

    /** Busybox's shell, since the numbers of descriptors have two digits and more. 99: the pod's lock stays taken. */
    private static final String FUNCTIONS = """
            next=3
            names=
            given=' '
            missing=
            [ ! -e /proc/self/fd/9 ] || exec 99<&9
            case ${DRAY_SOCKETS-} in
                *' '*) sockets=${DRAY_SOCKETS#* } ;;
                *) sockets= ;;
            esac
            give() { # DESCRIPTOR NAME
                eval "exec $next<&$1"
                next=$((next + 1))
                names=$names${names:+:}$2
                given="$given$1 "
            }
            within() { # PORT FIRST COUNT
                [ "$1" -ge "$2" ] && [ "$1" -lt $(($2 + $3)) ]
            }
            # PORT of the host or 0
            want() { # NAME FIRST COUNT PORT PROTOCOL
                found=
                kept=100
                for socket in $sockets; do
                    case $given in
                        *" $kept "*) ;;
                        *)
                            if [ "${socket#*=}" = "$1" ] || within "${socket%%=*}" "$2" "$3" || within "${socket%%=*}" "$4" "$3"; then
                                give $kept "${socket#*=}"
                                found=yes
                            fi
                            ;;
                    esac
                    kept=$((kept + 1))
                done
                case $5 in tcp | udp) ;; *) found=yes ;; esac
                listens=0
                while [ -z "$found" ] && [ $listens -lt "$3" ]; do
                    missing="$missing$5:$(($2 + listens)):$1 "
                    listens=$((listens + 1))
                done
            }
            # what is for no port by name or number, is for those that lack theirs
            give_the_rest() {
                kept=100
                for socket in $sockets; do
                    case $given in
                        *" $kept "*) ;;
                        *)
                            give $kept "${socket#*=}"
                            missing=${missing#* }
                            ;;
                    esac
                    kept=$((kept + 1))
                done
            }
            """;

    /** The launcher knows some words by themselves, and changes the environment, and the JVM the limit of open files. */
    private static final String BODY = """
            count=$((next - 3))
            for port in $missing; do
                count=$((count + 1))
                names=$names${names:+:}${port##*:}
            done
            "$busybox" sed "s/\\"env\\":\\[/&\\"LISTEN_FDS=$count\\",\\"LISTEN_FDNAMES=$names\\",/" "$bundle/config.json" \\
                >"$bundle/with-sockets.json"
            for word; do
                shift
                set -- "$@" "$word"
                case $word in run | create) set -- "$@" --config "$bundle/with-sockets.json" ;; esac
            done
            export LISTEN_FDS=$count
            [ -n "$missing" ] || exec "$@"
            set -- "$busybox" sh -c 'ulimit -Sn "$0"; export LISTEN_FDS="$1"; [ -z "$2" ] || export NOTIFY_SOCKET="$2"; shift 2; exec "$@"' \\
                "$(ulimit -Sn)" $count "${NOTIFY_SOCKET-}" "$@"
            printf '%s\\0' "$@" >"$bundle/with-sockets.words"
            exec "$launcher" internal listen $next "$bundle/with-sockets.words" $missing
            """;

    private final List<App.Port> ports;
    private final List<ForwardedPort> forwards;
    private final boolean alone;
    private final String bundle;
    private final String launcher;

    private SocketScripts(
            List<App.Port> ports, List<ForwardedPort> forwards, boolean alone, String bundle, String launcher) {
        this.ports = List.copyOf(ports);
        this.forwards = List.copyOf(forwards);
        this.alone = alone;
        this.bundle = bundle;
        this.launcher = launcher;
    }

    /** Those of an app; one that is the only one to expect sockets gets all of them, unless others may join it. */
    static SocketScripts of(AppPlan app, PlannedPod pod) {
        boolean alone = !pod.policy().isMutable();
        for (AppPlan other : pod.apps()) {
            alone &= other.name().equals(app.name()) || activated(other).isEmpty();
        }
        return new SocketScripts(
                activated(app),
                pod.ports(),
                alone,
                pod.directory().app(app.name()).toString(),
                pod.launcher().program());
    }

    /** Those of an app that expects no sockets. */
    static SocketScripts none() {
        return new SocketScripts(List.of(), List.of(), true, "", "");
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
        values.put("launcher", launcher);
        return Map.of(
                FILE,
                ShellScript.of(
                        "Starts a program with the sockets that the app expects.",
                        values,
                        FUNCTIONS + wants() + (alone ? "give_the_rest\n" : "") + BODY));
    }

    private String wants() {
        StringBuilder lines = new StringBuilder();
        for (App.Port port : ports) {
            lines.append("want ")
                    .append(ShellQuote.quote(port.name()))
                    .append(' ')
                    .append(port.port())
                    .append(' ')
                    .append(port.count())
                    .append(' ')
                    .append(hostPort(port.name()))
                    .append(' ')
                    .append(ShellQuote.quote(port.protocol()))
                    .append('\n');
        }
        return lines.toString();
    }

    /** The first one that leads to the port of this name; 0 if none does. */
    private int hostPort(String name) {
        for (ForwardedPort port : forwards) {
            if (port.name().equals(name)) {
                return port.hostPort();
            }
        }
        return 0;
    }
}
