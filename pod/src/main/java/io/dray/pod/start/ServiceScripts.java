package io.dray.pod.start;

import io.dray.core.ShellScript;
import io.dray.pod.PodDirectory;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.plan.PodPolicy;
import java.util.LinkedHashMap;
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

    private static final String POD_FINISH = """
            # nothing may stop the rest
            trap '' HUP INT QUIT TERM USR1 USR2
            [ ! -e "$pod/release" ] || /bin/sh "$pod/release"
            # apps that were about to be started again
            for former in "$pod"/apps/*/between; do
                [ ! -e "$former" ] || "$busybox" mv "$former" "${former%between}exit"
            done
            "$busybox" rmdir /sys/fs/cgroup/dray/"${pod##*/}" /sys/fs/cgroup/*/dray/"${pod##*/}" 2>/dev/null
            # who has ended it by force sees that it was
            [ ! -e "$pod/forced" ] || kill -KILL $$
            code=0
            [ ! -e "$pod/exit" ] || read -r code <"$pod/exit"
            exit "$code"
            """;

    private static final String INTERRUPT = """
            for service in "$pod"/services/*; do
                [ ! -d "$service" ] || echo INT >"$service/down-signal"
            done
            exec "$svscanctl" -t "$pod/services"
            """;

    private static final String FORWARD = """
            for service in "$pod"/services/*; do
                [ ! -d "$service" ] || "$svc" "$command" "$service"
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

    /** Those that are no app's, by path relative to {@code services}. */
    Map<String, String> generate() {
        Map<String, String> files = new LinkedHashMap<>();
        addSignals(files);
        return files;
    }

    private void addSignals(Map<String, String> files) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("pod", pod.root().toString());
        Map<String, String> finish = new LinkedHashMap<>(values);
        finish.put("busybox", tools.path("busybox"));
        String end = POD_FINISH;
        if (policy.sharesProcesses()) {
            finish.put("containers", runtime.containers().toString());
            finish.put("crun", tools.path("crun"));
            end = SharedProcesses.END + "[ ! -e \"$pod/processes\" ] || end_processes\n" + end;
        }
        if (policy.labelled()) {
            end = LabelledOutput.END + "end_output\n" + LabelledOutput.speakingAsStage1(end);
        }
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
