package io.dray.pod.start;

import io.dray.core.ShellQuote;
import java.util.List;

/**
 * Tells the caller when the pod is ready, if it is a service manager (sd_notify(3)): when its apps are started, or, if images say
 * that their apps can tell, when all of those have. Until then an s6-socklog per such app listens to it.
 */
final class ReadinessScripts {
    /** Where an app finds the socket it tells to; below {@code /dev}, so that no image needs a place for it. */
    static final String DIRECTORY = "/dev/dray-notify";

    /** Beside it lies {@code ready} once it has told. */
    static final String SOCKET = "socket";

    /**
     * The message must come from the pod's own process, which is the one that the service manager started and listens to; root may
     * say so of another process's message.
     */
    private static final String TELL = """

            tell_ready() {
                for program in /usr/bin/systemd-notify /bin/systemd-notify; do
                    [ ! -x "$program" ] || NOTIFY_SOCKET=$DRAY_NOTIFY_SOCKET exec "$program" --no-block --pid=$$ READY=1
                done
                exec logger --id=$$ --rfc5424=notime,notq,nohost --socket "$DRAY_NOTIFY_SOCKET" "
            READY=1"
            }
            """;

    private static final String LISTEN = """

            listen_to() { # APP
                heard=$pod/apps/$1/notify
                "$busybox" mkfifo "$heard/up" "$heard/said" || give_up 254 "nothing can listen to app $1"
                # there, since the path of a socket may not be long
                (cd "$heard" && exec "$setpriv" --pdeathsig TERM "$socklog" -d 3 -x socket) \\
                    </dev/null >"$heard/said" 3>"$heard/up" 7<&- 8<&- 9<&- &
                listener=$!
                (
                    while read -r line && case $line in *READY=1*) false ;; esac; do :; done
                    kill "$listener" 2>/dev/null
                    case $line in *READY=1*) : >"$heard/ready" ;; esac
                    for each in "$pod"/apps/*/notify; do
                        [ -e "$each/ready" ] || exit 0
                    done
                    [ -z "${DRAY_NOTIFY_SOCKET-}" ] || tell_ready
                ) <"$heard/said" 7<&- 8<&- 9<&- &
                # an empty line when the socket is there
                read -r _ <"$heard/up" || give_up 254 "nothing can listen to app $1"
            }
            """;

    private final List<String> apps;

    /** For a pod of which these apps can tell. */
    ReadinessScripts(List<String> apps) {
        this.apps = List.copyOf(apps);
    }

    boolean areTold() {
        return !apps.isEmpty();
    }

    /** Before anything is started. */
    String begin() {
        StringBuilder begin = new StringBuilder(TELL);
        if (areTold()) {
            begin.append(LISTEN);
        }
        for (String app : apps) {
            begin.append("listen_to ").append(ShellQuote.quote(app)).append('\n');
        }
        return begin.toString();
    }

    /** When the apps are about to start. */
    String started() {
        return areTold() ? "" : "[ -z \"${DRAY_NOTIFY_SOCKET-}\" ] || (tell_ready) 7<&- 8<&- 9<&- &\n";
    }
}
