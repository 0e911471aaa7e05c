package io.dray.pod.start;

import io.dray.core.ShellScript;
import io.dray.pod.PodDirectory;
import io.dray.pod.plan.PlannedPod;
import java.util.LinkedHashMap;
import java.util.Map;

/** Generates the script that mounts the root of an app that joins a running pod; it is run in the namespaces of the pod. */
final class JoinScript {
    private static final String GIVE_UP = """

            # Leaves nothing mounted; the files are removed by who called.
            give_up() { # EXIT_CODE [MESSAGE]
                trap '' HUP INT TERM
                [ $# -lt 2 ] || echo "dray: cannot add an app to pod $uuid: $2" >&2
                [ -z "$step" ] || container delete -f "$step" 2>/dev/null
                cd /
                for root in "$bundle" "/dev/shm/data/pods/$uuid/apps/${bundle##*/}"; do
                    "$busybox" umount -l "$root/rootfs" 2>/dev/null
                    "$busybox" umount -l "$root/base" 2>/dev/null
                done
                exit "$1"
            }
            step=
            mounter=
            trap 'give_up 129' HUP
            trap 'give_up 130' INT
            trap 'give_up 143' TERM
            cd "$data" || exit 254
            """;

    private JoinScript() {}

    static String generate(StartScript.App app, PlannedPod plan, HostTools tools) {
        PodDirectory pod = plan.directory();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("uuid", pod.uuid());
        values.put("data", plan.dataDirectory());
        values.put("pod", pod.root().toString());
        values.put("bundle", pod.app(app.name()).toString());
        values.put("containers", plan.runtime().containers().toString());
        values.put("launcher", plan.launcher().program());
        values.put("crun", tools.path("crun"));
        values.put("busybox", tools.path("busybox"));
        String users = "";
        if (plan.privateUsers()) {
            values.put("setpriv", tools.path("setpriv"));
            values.put("nsenter", tools.path("nsenter"));
            users = PrivateUsers.JOIN + (plan.sharesProcesses() ? PrivateUsers.SPELL_OUT : "");
        }
        String body = RootScript.CONTAINER
                + RootScript.MOUNT_ROOT
                + RootScript.RUN_STEPS
                + GIVE_UP
                + users
                + RootScript.mount(app, pod, plan.privateUsers());
        return ShellScript.of("Mounts the root of app " + app.name() + " in its pod.", values, body);
    }
}
