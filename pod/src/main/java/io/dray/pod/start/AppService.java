package io.dray.pod.start;

import io.dray.core.ShellQuote;
import io.dray.core.ShellScript;
import io.dray.pod.PodDirectory;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.plan.PodPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What s6 runs for one app: {@code run} starts it, {@code finish} follows each of its runs and decides what comes then.
 *
 * <p>The app's directory says what it is doing: {@code started} was made when it was started last; {@code exit} has the code of its
 * last run, unless it runs again; {@code between} has it while s6 is about to start the app again; {@code stopped} is there, and
 * empty, while somebody wants it to be down.
 */
final class AppService {
    private static final String LOG = """
            exec "$log" -d3 -- T n10 s10000000 "$directory"
            """;

    /** For a shell that is not busybox's. */
    private static final String APPLETS = """

            mv() { "$busybox" mv "$@"; }
            rm() { "$busybox" rm "$@"; }
            stat() { "$busybox" stat "$@"; }
            tail() { "$busybox" tail "$@"; }
            chown() { "$busybox" chown "$@"; }
            """;

    /** Time, exit code and whether it was for want of memory, of the last runs: who looks in later wants to know. */
    private static final String NOTE_RUN = """

            note_run() { # FILE_WITH_ITS_CODE
                if [ -e "$bundle/restarts.next" ]; then
                    mv "$bundle/restarts.next" "$bundle/restarts"
                    rm -f "$bundle/oom" "$bundle/$1"
                    return
                fi
                read -r code <"$bundle/$1"
                oom=
                [ ! -e "$bundle/oom" ] || oom=oom
                {
                    tail -n 99 "$bundle/restarts" 2>/dev/null
                    echo "$(stat -c %Y "$bundle/$1") $code $oom"
                } >"$bundle/restarts.new" && mv "$bundle/restarts.new" "$bundle/restarts"
                rm -f "$bundle/oom" "$bundle/$1"
            }
            """;

    private static final String RUN = NOTE_RUN + """

            # left over when the supervisor itself was killed and came back
            [ ! -e "$containers/$id" ] || "$crun" --root "$containers" delete -f "$id" 2>/dev/null
            # the script that follows a run was killed before it was done: it is that run's turn once more, and not the next one's
            if [ -e "$bundle/exit.new" ]; then
                read -r code <"$bundle/exit.new"
                exit "${code:-1}"
            fi
            [ -z "$logged" ] || exec 2>&1
            # of a pod with users of its own, an app may open its output again by its name only if that belongs to them
            if [ -n "${users-}" ]; then
                [ ! -p /proc/$$/fd/1 ] || chown "$users:$users" /proc/$$/fd/1
                [ ! -p /proc/$$/fd/2 ] || chown "$users:$users" /proc/$$/fd/2
            fi
            # it was stopped and is started again by hand, or by s6 because that was wanted
            [ ! -e "$bundle/exit" ] || note_run exit
            [ ! -e "$bundle/between" ] || note_run between
            """;

    private static final String STEPS = """

            # Ends this run of the app before it has begun.
            give_up() { # EXIT_CODE [MESSAGE]
                trap '' HUP INT QUIT TERM
                [ $# -lt 2 ] || echo "dray: cannot start app ${bundle##*/}: $2" >&2
                [ -z "$step" ] || container delete -f "$step" 2>/dev/null
                rm -f "$bundle/started"
                exit "$1"
            }
            step=
            trap 'give_up 129' HUP
            trap 'give_up 130' INT
            trap 'give_up 131' QUIT
            trap 'give_up 143' TERM
            [ ! -e "$containers/$id-step" ] || container delete -f "$id-step" 2>/dev/null
            """;

    private static final String START = """
            : >"$bundle/started"
            # s6 starts it again a second from now at the earliest; were it not told, a second after its end
            echo >&3
            exec 3>&-
            # a container must not outlive its supervisor; setpriv needs nothing of a locale, which is a dozen files
            # GLIBC_TUNABLES has crun give back what it no longer needs: it stays for as long as the app
            LC_ALL=C GLIBC_TUNABLES=$frugal exec "$setpriv" --pdeathsig TERM "$crun" --root "$containers" run --bundle "$bundle" "$id" </dev/null
            """;

    private static final String FINISH = OutOfMemory.FUNCTION + """

            # the app's post-stop handler runs however the app ended
            run_post_stop() {
                [ -e "$bundle/post-stop.json" ] || return 0
                [ ! -e "$containers/$id-stop" ] || "$crun" --root "$containers" delete -f "$id-stop" 2>/dev/null
                "$crun" --root "$containers" run --bundle "$bundle" --config "$bundle/post-stop.json" "$id-stop" </dev/null
            }
            [ -z "$logged" ] || exec 2>&1
            code=$1
            if [ "$1" = 256 ]; then
                code=$((128 + $2))
                # only crun was killed: the app must not go on without it
                "$crun" --root "$containers" delete -f "$id" 2>/dev/null
            fi
            { echo "$code" >"$bundle/exit.new"; } 2>/dev/null || rm -f "$bundle/exit.new"
            look_for_oom "$code"
            run_post_stop
            [ -z "$oom" ] || : >"$bundle/oom"
            { echo "$code" >"$bundle/exit.new"; } 2>/dev/null || rm -f "$bundle/exit.new"
            # whoever starts the app again has no time for it
            case $restart,$on_app_exit in
                no,stop-pod | no,ignore) ;;
                *)
                    {
                        [ ! -e "$bundle/restarts" ] || tail -n 99 "$bundle/restarts"
                        # most builds of busybox know the time themselves
                        echo "${EPOCHSECONDS:-$(date +%s)} $code $oom"
                    } >"$bundle/restarts.next" 2>/dev/null || rm -f "$bundle/restarts.next"
                    ;;
            esac
            # unless the pod or the app is being stopped
            case $restart$code in
                no* | on-failure0) ;;
                *)
                    if [ "$("$svstat" -o wantedup .)" = true ]; then
                        [ ! -e "$bundle/exit.new" ] || mv "$bundle/exit.new" "$bundle/between"
                        exit 0
                    fi
                    ;;
            esac
            [ ! -e "$bundle/exit.new" ] || mv "$bundle/exit.new" "$bundle/exit"
            # 125 tells s6 not to start the app again; a mutable pod ends only when it is told to
            [ "$on_app_exit" != stay ] || exit 125

            # the pod ends with the first app that fails, unless that is ignored or was wanted, else with its last one
            wanted=
            [ ! -e "$bundle/stopped" ] || [ -s "$bundle/stopped" ] || wanted=yes on_app_exit=ignore
            if [ "$code" != 0 ] && [ -z "$wanted" ] && [ ! -e "$pod/exit" ]; then
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
            exit 125
            """;

    /** What the C library of a crun that waits for its app does with memory: a tenth of what is crun's alone is given back. */
    static final String FRUGAL = "glibc.malloc.tcache_count=0:glibc.malloc.mmap_threshold=8192:"
            + "glibc.malloc.trim_threshold=0:glibc.malloc.top_pad=0";

    private static final String STOPPING = "[ \"$(\"$svstat\" -o wantedup .)\" != true ]";

    private final PodDirectory pod;
    private final RuntimeDirectory runtime;
    private final PodPolicy policy;
    private final HostTools tools;

    AppService(PodDirectory pod, RuntimeDirectory runtime, PodPolicy policy, HostTools tools) {
        this.pod = pod;
        this.runtime = runtime;
        this.policy = policy;
        this.tools = tools;
    }

    /**
     * The files of its directory, by path; scripts begin with {@code #!}.
     *
     * @param hasSteps whether anything runs before it
     * @param streams where its standard streams lead
     */
    Map<String, String> files(String app, boolean hasSteps, StreamScripts streams) {
        Map<String, String> values = values(app);
        values.putAll(
                streams.values(pod.services().resolve(app).resolve("runtime").toString()));
        Map<String, String> files = new LinkedHashMap<>();
        // of an app that one can attach to it stays, and busybox would take more memory than the machine's shell
        String shell = streams.areAttachable() ? "/bin/sh" : quickShell();
        String body = (streams.areAttachable() ? APPLETS : "") + run(app, hasSteps);
        files.put("run", ShellScript.of(shell, "Runs app " + app + ".", values, streams.inRun(labelled(body))));
        if (streams.needsRuntime()) {
            files.put("runtime", streams.runtime(pod.app(app).toString()));
        }
        values.put("group", "/dray/" + pod.uuid() + "/" + app);
        values.put("svscanctl", tools.path("s6-svscanctl"));
        values.put("svc", tools.path("s6-svc"));
        values.put("svstat", tools.path("s6-svstat"));
        values.put("restart", word(policy.restart().name()));
        values.put("on_app_exit", word(policy.onAppExit().name()));
        files.put(
                "finish",
                ShellScript.of(
                        quickShell(),
                        "App " + app + " has ended: $1 is its exit code, or 256 if signal $2 ended crun.",
                        values,
                        streams.inFinish(labelled(policy.labelled() ? AskedEnd.in(FINISH, STOPPING) : FINISH))));
        files.put("notification-fd", "3\n");
        files.put("timeout-kill", ServiceScripts.STOP_TIMEOUT_MILLIS + "\n");
        // s6 would end it after five seconds: a post-stop handler takes as long as it takes, and the exit code must be
        // written
        files.put("timeout-finish", "0\n");
        if (policy.detached()) {
            Map<String, String> log = new LinkedHashMap<>();
            log.put("log", tools.path("s6-log"));
            log.put("directory", pod.log(app).toString());
            files.put("log/run", ShellScript.of("Keeps what app " + app + " writes.", log, LOG));
            files.put("log/notification-fd", "3\n");
        } else if (labelsByService()) {
            Map<String, String> label = new LinkedHashMap<>();
            label.put("busybox", tools.path("busybox"));
            label.put("app", app);
            files.put("log/run", ShellScript.of("Labels what app " + app + " writes.", label, LabelledOutput.SERVICE));
        }
        if (policy.isMutable()) {
            // it runs when it is told to
            files.put("down", "");
        }
        return files;
    }

    /** Busybox's, which runs mv, rm and their like by itself instead of loading a program for each. */
    private String quickShell() {
        return tools.path("busybox") + " sh";
    }

    private Map<String, String> values(String app) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("uuid", pod.uuid());
        values.put("id", pod.uuid() + "-" + app);
        values.put("pod", pod.root().toString());
        values.put("bundle", pod.app(app).toString());
        values.put("containers", runtime.containers().toString());
        for (String tool : List.of("crun", "setpriv", "busybox")) {
            values.put(tool, tools.path(tool));
        }
        values.put("frugal", FRUGAL);
        values.put("logged", policy.detached() || labelsByService() ? "yes" : "");
        return values;
    }

    private String run(String app, boolean hasSteps) {
        if (!hasSteps) {
            return RUN + START;
        }
        String name = ShellQuote.quote(app);
        return RUN + RootScript.CONTAINER + RootScript.RUN_STEPS + STEPS + """

                # those of the first run were run at the start of the pod
                if [ -e "$bundle/ready" ]; then
                    rm "$bundle/ready"
                else
                """ + RootScript.steps(name)
                + "fi\ntrap - HUP INT QUIT TERM\n" + START;
    }

    /** The apps of a mutable pod come and go, and so must who labels their output. */
    private boolean labelsByService() {
        return policy.isMutable() && policy.labelled() && !policy.detached();
    }

    private String labelled(String script) {
        return policy.labelled() && !labelsByService() ? LabelledOutput.in(script, "${bundle##*/}") : script;
    }

    /** The name of a constant as the command line writes it. */
    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
