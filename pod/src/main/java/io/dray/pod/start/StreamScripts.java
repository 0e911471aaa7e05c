package io.dray.pod.start;

import io.dray.core.ShellScript;
import io.dray.pod.plan.AppPlan;
import io.dray.pod.plan.PlannedPod;
import io.dray.pod.stream.AppStreams;
import io.dray.pod.stream.StreamMode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Leads the streams of an app elsewhere than to the pod's. What one can attach to is read and written by conmon, which takes the
 * place of {@code crun run} for such an app alone (docs/adr/0008); nobody else pays for it.
 */
final class StreamScripts {
    /** How the scripts run the app itself, up to its redirections. */
    private static final String RUN_APP = "--bundle \"$bundle\" \"$id\"";

    private static final String CRUN = "\"$crun\"";
    private static final String BACKGROUND = " &";
    private static final String ENDING = "code=$1\n";

    /**
     * Signals are handed to the container by crun: conmon hands on three of them and dies of the others. 4 and 5 are where the
     * output of the pod goes.
     */
    private static final String ATTACHABLE = ChildWait.FUNCTION + """

            exec 4>&1 5>&2
            "$busybox" rm -f "$bundle/attach" "$bundle/ctl" "$bundle/winsz" "$bundle/sync" "$bundle/pid"
            "$busybox" mkfifo "$bundle/sync"
            pass_on() { # SIGNAL
                signalled=yes
                "$crun" --root "$containers" kill "$id" "$1" 2>/dev/null
            }
            stop=TERM
            [ ! -e down-signal ] || read -r stop <down-signal
            for signal in HUP INT QUIT TERM USR1 USR2 WINCH "$stop"; do
                trap "pass_on $signal" "$signal"
            done
            _OCI_SYNCPIPE=3 "$setpriv" --pdeathsig TERM "$conmon" --sync --api-version 1 --cid "$id" --cuuid "$id" --name "$id" \\
                --runtime "$runtime" --runtime-arg --root --runtime-arg "$containers" --bundle "$bundle" \\
                --container-pidfile "$bundle/pid" --log-path off --full-attach --leave-stdin-open $streams \\
                </dev/null 3>"$bundle/sync" &
            monitor=$!
            # conmon has made the container, or says why it could not
            read -r said <"$bundle/sync"
            case $said in
                *'"data": '[1-9]*) "$crun" --root "$containers" start "$id" 4>&- 5>&- ;;
                *) echo "dray: cannot start app ${bundle##*/}: $said" >&2 ;;
            esac
            exec 4>&- 5>&-
            wait_for "$monitor"
            exit "$code"
            """;

    /** In a pod with users of its own: crun can hand on to the app's user only what belongs to them. */
    private static final String OWN_PIPES = """
            for stream in 0 1 2; do
                [ ! -p "/proc/$$/fd/$stream" ] || "$busybox" chown "$users:$users" "/proc/$$/fd/$stream"
            done
            """;

    private final AppStreams streams;
    private final SocketScripts sockets;
    private final HostTools tools;
    private final boolean privateUsers;

    StreamScripts(AppStreams streams, SocketScripts sockets, HostTools tools, boolean privateUsers) {
        this.streams = streams;
        this.sockets = sockets;
        this.tools = tools;
        this.privateUsers = privateUsers;
    }

    /** Those of an app of a pod. */
    static StreamScripts of(AppPlan app, PlannedPod pod, HostTools tools) {
        return new StreamScripts(app.streams(), SocketScripts.of(app, pod), tools, pod.privateUsers());
    }

    /** The script that runs the app; its redirections of the pod's output, if there are any, are there already. */
    String inRun(String script) {
        String redirections = redirections("");
        if (redirections.isEmpty() && !streams.areAttachable() && !sockets.areWanted()) {
            return script;
        }
        StringBuilder result = new StringBuilder();
        int start = 0;
        for (int end = script.indexOf('\n'); end >= 0; end = script.indexOf('\n', start)) {
            String line = script.substring(start, end);
            result.append(line.contains(RUN_APP) ? changed(line, redirections) : line + "\n");
            start = end + 1;
        }
        return result.append(script, start, script.length()).toString();
    }

    private String changed(String line, String redirections) {
        if (streams.areAttachable()) {
            String own = line.substring(line.indexOf(RUN_APP) + RUN_APP.length());
            return "exec" + own + "\n" + ATTACHABLE;
        }
        String run = sockets.areWanted() ? line.replace(CRUN, SocketScripts.prefix() + CRUN) : line;
        return run.endsWith(BACKGROUND)
                ? run.substring(0, run.length() - BACKGROUND.length()) + redirections + BACKGROUND + "\n"
                : run + redirections + "\n";
    }

    /** The script that follows: crun forgets by itself only what it ran. */
    String inFinish(String script) {
        return streams.areAttachable()
                ? script.replace(
                        ENDING,
                        ENDING
                                + "[ ! -e \"$containers/$id\" ] || \"$crun\" --root \"$containers\" delete -f \"$id\" 2>/dev/null\n")
                : script;
    }

    /**
     * Further values of the script that runs the app.
     *
     * @param runtime where {@link #runtime} will be
     */
    Map<String, String> values(String runtime) {
        Map<String, String> values = new LinkedHashMap<>();
        if (streams.areAttachable()) {
            values.put("conmon", tools.path("conmon"));
            values.put("runtime", needsRuntime() ? runtime : tools.path("crun"));
            String input = streams.stdin() == StreamMode.STREAM ? "--stdin" : "";
            values.put("streams", streams.areTerminal() ? "--stdin --terminal" : input);
        }
        return values;
    }

    /** Whether one can attach to the app: then the shell of its script stays with it. */
    boolean areAttachable() {
        return streams.areAttachable();
    }

    /** Whether conmon needs {@link #runtime}. */
    boolean needsRuntime() {
        return streams.areAttachable()
                && (sockets.areWanted() || privateUsers || !redirections(" >&4").isEmpty());
    }

    /** A crun that leads those streams of the app elsewhere which nobody can attach to. */
    String runtime(String bundle) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("crun", tools.path("crun"));
        values.put("busybox", tools.path("busybox"));
        values.put("bundle", bundle);
        String create = (sockets.areWanted() ? SocketScripts.prefix() : "") + CRUN + " \"$@\"" + redirections(" >&4");
        return ShellScript.of(
                "Stands for crun, for an app whose streams lead to different places or belong to the pod's own users.",
                values,
                "for word; do\n    [ \"$word\" != create ] || break\ndone\n[ \"$word\" = create ] || exec " + CRUN
                        + " \"$@\"\n" + (privateUsers ? OWN_PIPES : "") + "exec " + create + "\n");
    }

    /** @param log how the output goes where the pod's does; nothing if it does so anyway */
    private String redirections(String log) {
        String output = streams.stdout() == StreamMode.LOG ? log : "";
        String errors = streams.stderr() == StreamMode.LOG && !log.isEmpty() ? " 2>&5" : "";
        return (streams.stdout() == StreamMode.NULL ? " >/dev/null" : output)
                + (streams.stderr() == StreamMode.NULL ? " 2>/dev/null" : errors);
    }
}
