package io.dray.pod.start;

import io.dray.core.Json;
import io.dray.linux.Capabilities;
import io.dray.pod.PodDirectory;
import io.dray.pod.container.ContainerConfig;
import io.dray.pod.container.ContainerMount;
import io.dray.pod.plan.PlannedPod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One process namespace for all apps of a pod (docs/adr/0009). It lives as long as its first process, which is an init in a
 * container of its own: it reaps what the apps leave behind, and when it is killed, the kernel kills all of them.
 *
 * <p>Whatever an app may do to that process gives it nothing: its root is empty, and it has the one right that keeps others from
 * tracing it, which nobody can exercise from within.
 */
final class SharedProcesses {
    /** No app can have such a name. */
    private static final String NAME = "_processes";

    private static final String BUSYBOX = "/dev/busybox";

    /** Sleeps for ever: whoever asks all processes of the pod to end, as systemd does, must reach the apps before this one. */
    private static final String SLEEP = "trap '' HUP INT QUIT TERM USR1 USR2; exec " + BUSYBOX + " sleep 2147483647";

    /**
     * Defines {@code end_processes}, which kills what is still in the namespace, and says so if it ended by itself. Needs {@code
     * pod}, {@code containers} and {@code crun}.
     */
    static final String END = """

            end_processes() {
                [ ! -e "$pod/processes/lost" ] ||
                    echo "dray: pod ${pod##*/} ended because the first of its shared processes was killed" >&2
                "$busybox" rm -f "$pod/processes/alive"
                "$crun" --root "$containers" delete -f "${pod##*/}-_processes" 2>/dev/null
                "$busybox" umount "$pod/processes/namespace" 2>/dev/null
            }
            """;

    /**
     * Makes the namespace, in {@code start}. Nobody writes to the pipe, which ends with who holds it open; as long as no supervisor
     * is there to be told, the pod is about to get one.
     */
    static final String BEGIN = """

            # All apps have their processes in one namespace; without its first one no app of the pod can live.
            end_with_processes() {
                trap '' HUP INT QUIT TERM
                read -r _ <"$pod/processes/alive"
                [ -e "$pod/processes/alive" ] || return 0
                : >"$pod/processes/lost"
                [ -e "$pod/exit" ] || echo 137 >"$pod/exit"
                until "$svscanctl" -t "$pod/services" || ! kill -0 $$; do
                    "$busybox" usleep 100000
                done
            }
            share_processes() {
                "$busybox" mkfifo "$pod/processes/alive" || return
                end_with_processes </dev/null >/dev/null 2>&1 7<&- 8<&- 9<&- &
                container run --detach --pid-file "$pod/processes/pid" --bundle "$pod/processes" "$uuid-_processes" \\
                    </dev/null >"$pod/processes/alive" 2>"$pod/processes/said" 7<&- 8<&- 9<&- || return
                # there is no end of line
                read -r first <"$pod/processes/pid"
                : >"$pod/processes/namespace" && "$busybox" mount --bind "/proc/$first/ns/pid" "$pod/processes/namespace"
            }
            share_processes || give_up 254 "its process namespace cannot be made: $("$busybox" cat "$pod/processes/said" 2>/dev/null)"
            """;

    private SharedProcesses() {}

    /** The namespace of a pod, as crun finds it. */
    static String namespace(PodDirectory pod) {
        return pod.processes().resolve("namespace").toString();
    }

    /**
     * Writes the container of the first process.
     *
     * @param place where the files of the pod are written now
     */
    static void write(PlannedPod plan, HostTools tools, PodDirectory place) throws IOException {
        for (String target : List.of("proc", "dev", "sys")) {
            Files.createDirectories(place.processes().resolve("rootfs").resolve(target));
        }
        ContainerConfig config = ContainerConfig.of(List.of(BUSYBOX, "sh", "-c", SLEEP))
                .withInit(tools.init(false), tools.initOptions(false))
                .withMount(ContainerMount.bindReadOnly(Path.of(tools.path("busybox")), BUSYBOX))
                .withCapabilities(guard())
                .withoutNewPrivileges(true)
                .withCgroup("/dray/" + plan.directory().uuid() + "/" + NAME);
        if (plan.privateUsers()) {
            config.withRoot(PrivateUsers.mapped(plan.directory().processes().resolve("rootfs"), plan), true)
                    .withUsersOf(PrivateUsers.NAMESPACE, PrivateUsers.SHARED_MEMORY);
        } else {
            config.withRoot("rootfs", true);
        }
        Files.writeString(place.processes().resolve("config.json"), Json.write(config.toJson()));
    }

    /** Who does not have it cannot trace who has it, nor see its root (ptrace(2), "Ptrace access mode checking"). */
    private static Capabilities guard() {
        return Capabilities.of(List.of("CAP_SYS_PTRACE")).intersect(Capabilities.bounding());
    }
}
