package io.dray.pod.start;

import io.dray.core.ShellQuote;
import io.dray.pod.PodDirectory;
import io.dray.pod.StartStep;
import java.nio.file.Path;
import java.util.List;

/**
 * The part of a script that mounts the root of an app and runs what comes before the app. It is generated for the start of a pod
 * and for an app that joins a running one; both know {@code uuid}, {@code pod}, {@code data}, {@code containers}, {@code launcher},
 * {@code crun} and {@code busybox}, work in the data directory, and define {@code give_up EXIT_CODE [MESSAGE]} and {@code mounter}, who mounts.
 */
public final class RootScript {
    static final String CONTAINER = """

            container() { # ARGUMENT...
                "$crun" --root "$containers" "$@"
            }
            """;

    static final String MOUNT_ROOT = """

            mount_root() { # APP LOWER_DIRECTORIES UPPER_DIRECTORY
                $mounter "$busybox" mount -t overlay -o "lowerdir=$2,upperdir=pods/$uuid/apps/$1/$3,workdir=pods/$uuid/apps/$1/work" \\
                    overlay "pods/$uuid/apps/$1/rootfs" || give_up 254 "the file system of app $1 cannot be mounted"
            }
            """;

    static final String RUN_STEPS = """

            # Runs containers that must succeed before the app starts; in the background, so that signals end them at once.
            run_steps() { # APP PHASE
                for config in "$pod/apps/$1/$2"/*.json; do
                    [ -e "$config" ] || return 0
                    read -r what <"${config%.json}.what"
                    step=$uuid-$1-step
                    container run --bundle "$pod/apps/$1" --config "$config" "$step" </dev/null &
                    wait $! || give_up 254 "$what of app $1 failed with exit code $?"
                    step=
                done
            }
            """;

    private RootScript() {}

    /**
     * Mounts the root, with the layer that is rendered only now if scripts of the image run before that.
     *
     * @param privateUsers whether the pod's users are others than the host's
     */
    static String mount(StartScript.App app, PodDirectory pod, boolean privateUsers) {
        String name = ShellQuote.quote(app.name());
        String apps = directory(app, pod);
        StringBuilder body = new StringBuilder("\n# app " + app.name() + "\n");
        LowerDirectories layers = LowerDirectories.of(app.lowerDirectories(), app.name());
        body.append(mountBase(layers, app, pod));
        String lower = lower(layers, app, pod);
        if (app.rendersAtStart()) {
            // what these scripts change becomes a layer, so that the templates are rendered over it
            body.append("mount_root " + name + " " + ShellQuote.quote(lower) + " early\n");
            body.append("run_steps " + name + " " + StartStep.Phase.EARLY.directory() + "\n");
            body.append("\"$busybox\" umount \"pods/$uuid/apps/\"" + name + "/rootfs || give_up 254 \"app " + app.name()
                    + " cannot be unmounted\"\n");
            body.append(
                    "\"$launcher\" --dir=\"$data\" internal render \"$pod\" " + name + " </dev/null || give_up 254\n");
            lower = apps + "/early:" + lower;
        }
        body.append("mount_root " + name + " " + ShellQuote.quote(apps + "/rendered:" + lower) + " upper\n");
        for (StartScript.Fill fill : app.fills()) {
            String from = ShellQuote.quote(apps + "/rootfs" + fill.path() + "/.");
            String to = ShellQuote.quote(fill.directory());
            body.append((privateUsers ? PrivateUsers.fill(from, to) : "\"$busybox\" cp -a " + from + " " + to)
                    + " || give_up 254 \"a volume of app " + app.name() + " cannot be filled\"\n");
        }
        return body.toString();
    }

    /** Mounts the root once more, as it was left, where that of the start is gone. */
    static String mountAgain(StartScript.App app, PodDirectory pod) {
        LowerDirectories layers = LowerDirectories.of(app.lowerDirectories(), app.name());
        String apps = directory(app, pod);
        String early = app.rendersAtStart() ? apps + "/early:" : "";
        return mountBase(layers, app, pod) + "mount_root " + ShellQuote.quote(app.name()) + " "
                + ShellQuote.quote(apps + "/rendered:" + early + lower(layers, app, pod)) + " upper\n";
    }

    private static String directory(StartScript.App app, PodDirectory pod) {
        return "pods/" + pod.uuid() + "/apps/" + app.name();
    }

    private static String mountBase(LowerDirectories layers, StartScript.App app, PodDirectory pod) {
        if (!layers.isNested()) {
            return "";
        }
        String base = ShellQuote.quote(directory(app, pod) + "/base");
        return "\"$busybox\" mkdir -p \"$data/\"" + base + " && \"$busybox\" mount -t overlay -o "
                + ShellQuote.quote("ro,lowerdir=" + layers.base()) + " overlay " + base
                + " || give_up 254 \"the lowest layers of app " + app.name() + " cannot be mounted\"\n";
    }

    private static String lower(LowerDirectories layers, StartScript.App app, PodDirectory pod) {
        return layers.isNested() ? layers.upper() + ":" + directory(app, pod) + "/base" : layers.upper();
    }

    /** Where something of an app may be mounted in the namespaces of its pod. */
    public static List<Path> mountPoints(PodDirectory pod, String app) {
        Path mapped = Path.of(PrivateUsers.root(pod, app));
        return List.of(
                pod.app(app).resolve("rootfs"), pod.app(app).resolve("base"), mapped, mapped.resolveSibling("base"));
    }

    /**
     * Runs what has to succeed before each start of the app.
     *
     * @param name its name, quoted
     */
    static String steps(String name) {
        return "run_steps " + name + " " + StartStep.Phase.CHECK.directory() + "\nrun_steps " + name + " "
                + StartStep.Phase.LATE.directory() + "\n";
    }
}
