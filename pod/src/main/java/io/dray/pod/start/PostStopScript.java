package io.dray.pod.start;

import io.dray.core.ShellScript;
import io.dray.pod.PodDirectory;
import io.dray.pod.plan.PlannedPod;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Generates the script that runs the post-stop handler of an app when all who supervised it were killed. The namespaces of the pod
 * are gone with them: the root of the app is mounted again, as the app left it, in new ones, whose network is that of the host if
 * the pod's was, and else one that leads nowhere.
 */
final class PostStopScript {
    private static final String BEGIN = """

            give_up() { # EXIT_CODE MESSAGE
                echo "dray: cannot run the post-stop handler of app ${bundle##*/}: $2" >&2
                exit "$1"
            }
            surroundings() {
                # crun 1.8 refuses to work beside a version 2 hierarchy that has controllers
                unified=/sys/fs/cgroup/unified
                controllers=
                [ ! -f "$unified/cgroup.controllers" ] || read -r controllers <"$unified/cgroup.controllers"
                [ -z "$controllers" ] || "$busybox" mount -t tmpfs -o size=64k none "$unified" || give_up 254 "$unified cannot be hidden"
                "$busybox" mount -t tmpfs -o mode=1777,nosuid,nodev,noexec,size=64m shm /dev/shm ||
                    give_up 254 '/dev/shm cannot be mounted'
                case $namespaces in *--net*) "$busybox" ip link set lo up ;; esac
            }
            trouble=
            mounter=
            if [ $# -eq 0 ]; then
                unset users holder
                # shellcheck disable=SC2086 # a list of options
                exec "$unshare" $namespaces --propagation slave /bin/sh "$0" inside </dev/null >&2
            fi
            [ -n "${users-}" ] || surroundings
            """;

    private static final String RUN = """

            "$busybox" timeout -s KILL "$patience" "$crun" --root "$containers" run --bundle "$bundle" \\
                --config "$bundle/post-stop.late.json" "$id" </dev/null
            code=$?
            if [ -e "$containers/$id" ]; then
                "$crun" --root "$containers" delete -f "$id" 2>/dev/null
                echo "dray: the post-stop handler of app ${bundle##*/} was killed: it has not ended within $patience seconds" >&2
            fi
            remove_groups
            exit "$code"
            """;

    private static final String ENTRY = "\"$pod/start\"";

    private PostStopScript() {}

    static String generate(StartScript.App app, PlannedPod plan, HostTools tools) {
        PodDirectory pod = plan.directory();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("uuid", pod.uuid());
        values.put("id", pod.uuid() + "-" + app.name() + "-stop");
        values.put("hostname", plan.manifest().hostname());
        values.put("data", plan.dataDirectory());
        values.put("pod", pod.root().toString());
        values.put("bundle", pod.app(app.name()).toString());
        values.put("containers", plan.runtime().containers().toString());
        values.put("namespaces", "--mount --uts --ipc" + (plan.network().sharesHost() ? "" : " --net"));
        values.put("patience", Long.toString(ServiceScripts.STOP_TIMEOUT_MILLIS / 1000));
        values.put("crun", tools.path("crun"));
        values.put("busybox", tools.path("busybox"));
        values.put("unshare", tools.path("unshare"));
        StringBuilder body = new StringBuilder(StartScript.REMOVE_GROUPS).append(BEGIN);
        if (plan.privateUsers()) {
            values.put("setpriv", tools.path("setpriv"));
            values.put("nsenter", tools.path("nsenter"));
            values.put("perl", tools.path("perl"));
            values.put("ranges", plan.runtime().users().toString());
            values.put("owned", PrivateUsers.ownedNamespaces(plan));
            body.append(PrivateUsers.LEAVE.replace(ENTRY, "\"$bundle/post-stop\" inside"));
        }
        body.append("""
                echo "$hostname" 2>/dev/null >/proc/sys/kernel/hostname || "$busybox" hostname "$hostname"
                cd "$data" || give_up 254 "$data cannot be entered"
                """);
        body.append(plan.privateUsers() ? PrivateUsers.MAP : "");
        body.append(RootScript.MOUNT_ROOT)
                .append(RootScript.mountAgain(app, pod))
                .append(RUN);
        return ShellScript.of(
                "Runs the post-stop handler of app " + app.name() + " where nobody else has.", values, body.toString());
    }
}
