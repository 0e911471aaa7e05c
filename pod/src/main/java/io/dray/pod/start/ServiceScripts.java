package io.dray.pod.start;

import io.dray.core.ShellScript;
import io.dray.pod.PodDirectory;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.plan.PodPolicy;
import io.dray.pod.stream.AppStreams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What s6 runs for a pod: one service per app, and what the signals to the pod mean.
 *
 * <p>The pod's process, s6-svscan, stands for the apps: SIGTERM and SIGINT reach each app as that very signal and end the pod,
 * by force after {@link #STOP_TIMEOUT_MILLIS}; SIGHUP, SIGQUIT, SIGUSR1 and SIGUSR2 are handed on and end nothing by themselves.
 */
public final class ServiceScripts {
    /** How long an app may take to end after SIGTERM or SIGINT before it is killed. */
    public static final long STOP_TIMEOUT_MILLIS = 10_000;

    private static final String LOG = """
            exec "$log" -d3 -- T n10 s10000000 "$directory"
            """;

    private static final String RUN = """
            # left over when the supervisor itself was killed and came back
            [ ! -e "$containers/$id" ] || "$crun" --root "$containers" delete -f "$id" 2>/dev/null
            # a container must not outlive its supervisor
            [ -z "$detached" ] || exec 2>&1
            # of a pod with users of its own, an app may open its output again by its name only if that belongs to them
            if [ -n "${users-}" ]; then
                [ ! -p /proc/$$/fd/1 ] || "$busybox" chown "$users:$users" /proc/$$/fd/1
                [ ! -p /proc/$$/fd/2 ] || "$busybox" chown "$users:$users" /proc/$$/fd/2
            fi
            exec "$setpriv" --pdeathsig TERM "$crun" --root "$containers" run --bundle "$bundle" "$id" </dev/null
            """;

    private static final String FINISH = OutOfMemory.FUNCTION + """

            # Time, exit code and whether it was for want of memory, of the last runs: who looks in later wants to know.
            note_restart() {
                { "$busybox" tail -n 99 "$bundle/restarts" 2>/dev/null; "$busybox" date "+%s $code $oom"; } >"$bundle/restarts.new" &&
                    "$busybox" mv "$bundle/restarts.new" "$bundle/restarts"
            }
            code=$1
            if [ "$1" = 256 ]; then
                code=$((128 + $2))
                # only crun was killed: the app must not go on without it
                "$crun" --root "$containers" delete -f "$id" 2>/dev/null
            fi
            look_for_oom "$code"
            # unless the pod is being stopped
            case $restart$code in
                no* | on-failure0) ;;
                *)
                    if [ "$("$svstat" -o wantedup .)" = true ]; then
                        [ ! -e "$bundle/post-stop.json" ] ||
                            "$crun" --root "$containers" run --bundle "$bundle" --config "$bundle/post-stop.json" "$id-stop" </dev/null
                        note_restart
                        exit 0
                    fi
                    ;;
            esac
            # the app's post-stop handler runs however the app ended
            [ ! -e "$bundle/post-stop.json" ] ||
                "$crun" --root "$containers" run --bundle "$bundle" --config "$bundle/post-stop.json" "$id-stop" </dev/null
            [ -z "$oom" ] || : >"$bundle/oom"
            { echo "$code" >"$bundle/exit.new"; } 2>/dev/null && "$busybox" mv "$bundle/exit.new" "$bundle/exit"

            # the pod ends with the first app that fails, unless that is ignored, else with its last one
            if [ "$code" != 0 ] && [ ! -e "$pod/exit" ]; then
                echo "$code" >"$pod/exit"
            fi
            if [ "$code" = 0 ] || [ "$on_app_exit" = ignore ]; then
                for app in "$pod"/apps/*; do
                    [ -e "$app/exit" ] || exit 125
                done
            fi
            if ! "$svscanctl" -t "$pod/services" 2>/dev/null; then
                # s6-svscan was killed: nobody else ends the supervisors, which hold the pod's lock
                for service in "$pod"/services/*; do
                    "$svc" -xd "$service"
                done
            fi
            # 125 tells s6 not to start the app again
            exit 125
            """;

    private static final String STOPPING = "[ \"$(\"$svstat\" -o wantedup .)\" != true ]";

    private static final String POD_FINISH = """
            [ ! -e "$pod/release" ] || /bin/sh "$pod/release"
            code=0
            [ ! -e "$pod/exit" ] || read -r code <"$pod/exit"
            exit "$code"
            """;

    private static final String INTERRUPT = """
            for service in "$pod"/services/*; do
                echo INT >"$service/down-signal"
            done
            exec "$svscanctl" -t "$pod/services"
            """;

    private static final String FORWARD = """
            for service in "$pod"/services/*; do
                "$svc" "$command" "$service"
            done
            """;

    /** Signals that are only handed on, and how s6-svc calls them. */
    private static final Map<String, String> FORWARDED =
            Map.of("SIGHUP", "-h", "SIGQUIT", "-q", "SIGUSR1", "-1", "SIGUSR2", "-2");

    private final PodDirectory pod;
    private final RuntimeDirectory runtime;
    private final PodPolicy policy;
    private final HostTools tools;

    ServiceScripts(PodDirectory pod, RuntimeDirectory runtime, PodPolicy policy, HostTools tools) {
        this.pod = pod;
        this.runtime = runtime;
        this.policy = policy;
        this.tools = tools;
    }

    /** All files, by path relative to {@code services}; scripts begin with {@code #!}. */
    Map<String, String> generate(Map<String, AppStreams> apps) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Map.Entry<String, AppStreams> app : apps.entrySet()) {
            addApp(files, app.getKey(), new StreamScripts(app.getValue(), tools));
        }
        addSignals(files);
        return files;
    }

    private void addApp(Map<String, String> files, String app, StreamScripts streams) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("id", pod.uuid() + "-" + app);
        values.put("pod", pod.root().toString());
        values.put("bundle", pod.app(app).toString());
        values.put("group", "/dray/" + pod.uuid() + "/" + app);
        values.put("containers", runtime.containers().toString());
        for (String tool : List.of("crun", "setpriv", "busybox")) {
            values.put(tool, tools.path(tool));
        }
        values.put("svscanctl", tools.path("s6-svscanctl"));
        values.put("svc", tools.path("s6-svc"));
        values.put("svstat", tools.path("s6-svstat"));
        values.put("detached", policy.detached() ? "yes" : "");
        values.put("restart", word(policy.restart().name()));
        values.put("on_app_exit", word(policy.onAppExit().name()));
        values.putAll(
                streams.values(pod.services().resolve(app).resolve("runtime").toString()));
        files.put(app + "/run", ShellScript.of("Runs app " + app + ".", values, streams.inRun(labelled(RUN))));
        if (streams.isMixed()) {
            files.put(app + "/runtime", streams.runtime());
        }
        files.put(
                app + "/finish",
                ShellScript.of(
                        "App " + app + " has ended: $1 is its exit code, or 256 if signal $2 ended crun.",
                        values,
                        streams.inFinish(labelled(policy.labelled() ? AskedEnd.in(FINISH, STOPPING) : FINISH))));
        files.put(app + "/timeout-kill", STOP_TIMEOUT_MILLIS + "\n");
        if (policy.detached()) {
            Map<String, String> log = new LinkedHashMap<>();
            log.put("log", tools.path("s6-log"));
            log.put("directory", pod.log(app).toString());
            files.put(app + "/log/run", ShellScript.of("Keeps what app " + app + " writes.", log, LOG));
            files.put(app + "/log/notification-fd", "3\n");
        }
    }

    private String labelled(String script) {
        return policy.labelled() ? LabelledOutput.in(script, "${bundle##*/}") : script;
    }

    /** The name of a constant as the command line writes it. */
    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void addSignals(Map<String, String> files) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("pod", pod.root().toString());
        Map<String, String> finish = new LinkedHashMap<>(values);
        finish.put("busybox", tools.path("busybox"));
        String end = policy.labelled() ? LabelledOutput.END + "end_output\n" + POD_FINISH : POD_FINISH;
        files.put(".s6-svscan/finish", ShellScript.of("Gives the pod its exit code.", finish, end));
        values.put("svc", tools.path("s6-svc"));
        values.put("svscanctl", tools.path("s6-svscanctl"));
        files.put(".s6-svscan/SIGINT", ShellScript.of("Ends the apps with SIGINT, as Ctrl-C does.", values, INTERRUPT));
        for (Map.Entry<String, String> signal : FORWARDED.entrySet()) {
            Map<String, String> forwarding = new LinkedHashMap<>(values);
            forwarding.put("command", signal.getValue());
            files.put(
                    ".s6-svscan/" + signal.getKey(),
                    ShellScript.of("Hands " + signal.getKey() + " on to the apps.", forwarding, FORWARD));
        }
    }
}
