package io.dray.pod.start;

import io.dray.core.ShellQuote;
import io.dray.core.ShellScript;
import io.dray.pod.PodDirectory;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.isolator.PodLimits;
import io.dray.pod.state.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Generates {@code start}, the script that sets up a pod from inside its namespaces and then supervises its app, or turns into
 * the supervisor of its apps.
 *
 * <p>Each app of the pod is mounted, configured and prepared in turn; only then are all of them started. Whatever fails on the
 * way ends the start with one line and exit code 254, and with nothing left behind.
 */
final class StartScript {
    /**
     * What the script needs to know of an app.
     *
     * @param name its name in the pod
     * @param lowerDirectories the value of {@code lowerdir}, relative to the data directory
     * @param rendersAtStart whether scripts run before its templates are rendered
     * @param hasSteps whether anything runs after the rendering and before the app
     * @param fills what of its root is copied into volumes
     */
    record App(String name, String lowerDirectories, boolean rendersAtStart, boolean hasSteps, List<Fill> fills) {
        App {
            fills = List.copyOf(fills);
        }
    }

    /**
     * A volume that begins with what an image has.
     *
     * @param path a directory in the app's root, free of links
     * @param directory the volume's directory, relative to the data directory
     */
    record Fill(String path, String directory) {}

    /**
     * The whole pod.
     *
     * @param directory its directory
     * @param runtime where crun keeps its state
     * @param dataDirectory absolute; mounts are relative to it
     * @param hostname the host name
     * @param interactive whether the one app has the caller's input
     * @param supervised whether s6 supervises the apps
     * @param labelled whether the output is labelled, as rkt's was
     * @param owned the namespaces that belong to users of its own, as options of unshare; empty if its users are the host's
     * @param streams the streams of the first app, for a pod that has no other
     * @param readiness how the caller learns that the pod is ready
     * @param networked whether plugins connect it to networks
     * @param sharesProcesses whether its apps have one process namespace
     * @param limits what all apps together may use
     * @param apps in the order of their start
     */
    record Pod(
            PodDirectory directory,
            RuntimeDirectory runtime,
            String dataDirectory,
            String hostname,
            boolean interactive,
            boolean supervised,
            boolean labelled,
            String owned,
            StreamScripts streams,
            ReadinessScripts readiness,
            boolean networked,
            boolean sharesProcesses,
            PodLimits limits,
            List<App> apps) {
        Pod {
            apps = List.copyOf(apps);
        }

        private boolean hasOwnUsers() {
            return !owned.isEmpty();
        }
    }

    private static final String PURPOSE = """
            Starts this pod. The launcher has turned into this script inside the pod's own namespaces (mount, ipc, host name, and
            network unless it shares the host's), where become-pod has made what all pods need; $trouble says what of it went wrong.
            Descriptor 7 ends with the JVM; 8 is the network namespace of the host; 9 holds the lock that says, for as long as any
            process has it open, that the pod runs.""";

    static final String REMOVE_GROUPS = """

            remove_groups() {
                "$busybox" rmdir /sys/fs/cgroup/dray/"$uuid"/* /sys/fs/cgroup/*/dray/"$uuid"/* \\
                    /sys/fs/cgroup/dray/"$uuid" /sys/fs/cgroup/*/dray/"$uuid" 2>/dev/null
            }
            """;

    private static final String GIVE_UP = REMOVE_GROUPS + """

            # Ends the start with the message, if there is one, and leaves nothing of the pod behind.
            give_up() { # EXIT_CODE [MESSAGE]
                trap '' HUP INT TERM
                [ $# -lt 2 ] || echo "dray: cannot start pod $uuid: $2" >&2
                [ -z "$step" ] || container delete -f "$step" 2>/dev/null
                [ ! -e "$pod/processes/alive" ] || end_processes
                cd /
                [ ! -e "$pod/release" ] || /bin/sh "$pod/release"
                [ -z "${users-}" ] || "$busybox" rm -f "$ranges/$users"
                for root in "$pod"/apps/*/rootfs "$pod"/apps/*/base /dev/shm/data; do
                    "$busybox" umount -l "$root" 2>/dev/null
                done
                remove_groups
                "$busybox" rm -rf "$link" "$pod"
                exit "$1"
            }
            step=
            mounter=
            trap 'give_up 129' HUP
            trap 'give_up 130' INT
            trap 'give_up 143' TERM
            """;

    private static final String BEGIN = """

            exec 9>>"$pod/lock"
            "$flock" -n 9 &
            locking=$!
            [ -z "$trouble" ] || give_up 254 "$trouble"
            echo "$hostname" 2>/dev/null >/proc/sys/kernel/hostname || "$busybox" hostname "$hostname" ||
                give_up 254 "the host name cannot be set"
            cd "$data" || exit 254
            """;

    /** Where s6 supervises: a pod of one app alone needs crun once, and this costs as much as it saves. */
    private static final String PROTECT_CRUN = """

            # A crun that its container could write to starts once more, each time, from a place that cannot be written to. Here it lies in
            # such a place; until it does, crun helps itself.
            {
                "$busybox" mount --bind "$crun" "$crun" && "$busybox" mount -o remount,bind,ro none "$crun"
            } </dev/null >/dev/null 2>&1 7<&- 8<&- 9<&- &
            """;

    private static final String NETWORKS = """

            . "$pod/network/attach"
            """;

    /** Before the apps: nobody may take a pod that is about to start for one that has ended. */
    private static final String STARTED = """

            wait "$locking" || give_up 254 "it is locked by another process"
            : >"$pod/started"
            """;

    private static final String SUPERVISE = ChildWait.FUNCTION + """

            # A terminal sends its signals to a whole group of processes, s6's own included, which must hear of them only through
            # s6-svscan. So on a terminal s6 gets a session of its own and this shell hands the signals on.
            pass_on() { # SIGNAL
                signalled=yes
                case $ending$1 in
                    yesINT | yesTERM)
                        # asked for the second time: s6-svscan does not listen any more
                        for service in "$pod"/services/*; do "$svc" -k "$service"; done
                        ;;
                    *) kill -"$1" "$supervisor" 2>/dev/null ;;
                esac
                case $1 in INT | TERM) ending=yes ;; esac
            }
            # until the JVM has left
            while read -r _ <&7; do :; done
            exec 7<&-
            if { command : </dev/tty; } 2>/dev/null; then
                "$env" --default-signal=INT,QUIT "$setsid" "$svscan" "$pod/services" </dev/null &
                supervisor=$!
                ending=
                for signal in HUP INT QUIT TERM USR1 USR2; do
                    trap "pass_on $signal" "$signal"
                done
                wait_for "$supervisor"
                [ ! -e "$pod/forced" ] || kill -KILL $$
                exit "$code"
            fi
            exec "$svscan" "$pod/services" </dev/null
            """;

    private static final String FUNCTIONS =
            RootScript.CONTAINER + GIVE_UP + RootScript.MOUNT_ROOT + RootScript.RUN_STEPS;

    private StartScript() {}

    /** The script; one that gives up at once if there is an obstacle. */
    static String generate(Pod pod, Optional<String> obstacle, HostTools tools, String launcher) {
        StringBuilder body = new StringBuilder();
        if (pod.labelled()) {
            body.append(LabelledOutput.BEGIN).append(LabelledOutput.END);
            body.append(LabelledOutput.in(FUNCTIONS, "$1").replace("    cd /\n", "    end_output\n    cd /\n"));
        } else {
            body.append(FUNCTIONS);
        }
        if (pod.hasOwnUsers()) {
            body.append(PrivateUsers.LEAVE);
        }
        body.append(BEGIN);
        if (obstacle.isPresent()) {
            body.append("give_up 254 ")
                    .append(ShellQuote.quote(speakable(obstacle.get())))
                    .append('\n');
            return script(pod, body, tools, launcher);
        }
        if (pod.supervised()) {
            body.append(PROTECT_CRUN);
        }
        if (pod.limits().isLimited()) {
            body.append(LimitsScript.of(pod.limits().limits()));
        }
        if (pod.networked()) {
            body.append(NETWORKS);
        }
        if (pod.hasOwnUsers()) {
            body.append(PrivateUsers.MAP);
        }
        if (pod.sharesProcesses()) {
            body.append(SharedProcesses.END).append(SharedProcesses.BEGIN);
            body.append(pod.hasOwnUsers() ? PrivateUsers.SPELL_OUT : "");
        }
        for (App app : pod.apps()) {
            if (pod.labelled()) {
                body.append(LabelledOutput.begin(app.name()));
            }
            body.append(RootScript.mount(app, pod.directory(), pod.hasOwnUsers()));
            appendSteps(body, app, pod.supervised());
        }
        body.append(pod.readiness().begin());
        body.append(STARTED);
        body.append(pod.readiness().started());
        body.append(
                pod.supervised()
                        ? SUPERVISE
                        : SingleApp.script(pod.apps().getFirst().name(), pod));
        return script(pod, body, tools, launcher);
    }

    /** It names what an image named: no character of it may mean anything to a terminal, or to echo. */
    private static String speakable(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || c == '\\' ? '?' : c);
        }
        return line.toString();
    }

    private static String script(Pod pod, StringBuilder body, HostTools tools, String launcher) {
        String script = pod.labelled() ? LabelledOutput.speakingAsStage1(body.toString()) : body.toString();
        return ShellScript.of(PURPOSE, values(pod, tools, launcher), script);
    }

    private static Map<String, String> values(Pod pod, HostTools tools, String launcher) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("uuid", pod.directory().uuid());
        values.put("hostname", pod.hostname());
        values.put("data", pod.dataDirectory());
        values.put("pod", pod.directory().root().toString());
        values.put("link", pod.runtime().pod(pod.directory().uuid()).toString());
        values.put("containers", pod.runtime().containers().toString());
        values.put("launcher", launcher);
        values.put("crun", tools.path("crun"));
        values.put("busybox", tools.path("busybox"));
        values.put("flock", tools.path("flock"));
        values.put("env", tools.path("env"));
        values.put("setsid", tools.path("setsid"));
        if (pod.labelled() || pod.hasOwnUsers() || pod.readiness().areTold()) {
            values.put("setpriv", tools.path("setpriv"));
        }
        if (pod.hasOwnUsers()) {
            values.put("unshare", tools.path("unshare"));
            values.put("nsenter", tools.path("nsenter"));
            values.put("perl", tools.path("perl"));
            values.put("ranges", pod.runtime().users().toString());
            values.put("owned", pod.owned());
        }
        if (pod.readiness().areTold()) {
            values.put("socklog", tools.path("s6-socklog"));
        }
        values.put("svscan", tools.path("s6-svscan"));
        values.put("svc", tools.path("s6-svc"));
        if (pod.sharesProcesses()) {
            values.put("svscanctl", tools.path("s6-svscanctl"));
        }
        return values;
    }

    /** The service of an app runs them again before each of its later runs, and must know that for the first it is done. */
    private static void appendSteps(StringBuilder body, App app, boolean supervised) {
        if (app.hasSteps() || app.rendersAtStart()) {
            String name = ShellQuote.quote(app.name());
            body.append(RootScript.steps(name));
            if (supervised) {
                body.append(": >\"$pod/apps/\"" + name + "/ready\n");
            }
        }
    }
}
