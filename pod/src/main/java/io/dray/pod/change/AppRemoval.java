package io.dray.pod.change;

import io.dray.core.DataDirectory;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.linux.Command;
import io.dray.linux.FileLock;
import io.dray.linux.IoFailures;
import io.dray.linux.ProgramRunner;
import io.dray.pod.PodDirectory;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.start.RootScript;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodState;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Takes apps out of mutable pods, with their mounts and files; an app that runs is stopped first. */
public final class AppRemoval {
    private static final String PATIENCE_MILLIS = "5000";

    /** As long as the stop of a whole pod may take. */
    private static final String STOP_PATIENCE_MILLIS = "15000";

    private final DataDirectory data;
    private final RuntimeDirectory runtime;
    private final ProgramRunner programs = new ProgramRunner();

    public AppRemoval(DataDirectory data, RuntimeDirectory runtime) {
        this.data = data;
        this.runtime = runtime;
    }

    /**
     * Removes an app, whether or not the pod still runs.
     *
     * @throws InvalidInputException if the pod's apps cannot be changed
     * @throws MissingException if it has no such app
     */
    public void remove(Pod pod, String app) {
        requireMutable(pod);
        PodDirectory directory = new PodDirectory(pod.directory());
        try (FileLock _ = FileLock.acquire(directory.changing())) {
            if (!Files.exists(directory.joined(app))) {
                throw new MissingException("nonexistent app \"" + app + "\"", "see 'dray app list " + pod.uuid() + "'");
            }
            discard(directory, app, pod.state() == PodState.RUNNING);
        }
    }

    /** Refuses a pod whose apps are what they are. */
    static void requireMutable(Pod pod) {
        if (!pod.mutable()) {
            throw new InvalidInputException(
                    "immutable pod: apps join and leave only pods that 'app sandbox' has made",
                    "'dray app sandbox --detach' starts one");
        }
    }

    /** What commands have left that were killed while they added an app; the caller holds the lock. */
    void clear(PodDirectory pod) {
        List<String> remains = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(pod.apps())) {
            for (Path directory : directories) {
                if (!Files.exists(directory.resolve("app.json"))) {
                    remains.add(String.valueOf(directory.getFileName()));
                }
            }
        } catch (IOException e) {
            throw IoFailures.with("cannot list the apps of the pod", pod.apps(), e);
        }
        for (String app : remains) {
            discard(pod, app, true);
        }
    }

    /**
     * Everything of an app, however far it had come.
     *
     * @param runs whether the pod does; otherwise the kernel has taken back what was mounted
     */
    void discard(PodDirectory pod, String app, boolean runs) {
        if (runs) {
            PodNamespaces namespaces = PodNamespaces.of(pod);
            end(pod, app);
            for (String end : List.of("", "-step", "-stop")) {
                deleteContainer(namespaces, pod.uuid() + "-" + app + end);
            }
            unlink(pod, app);
            for (Path root : RootScript.mountPoints(pod, app)) {
                // another app that started meanwhile may keep the old tree of mounts for a moment
                programs.run(namespaces.inside("umount", "--lazy", root.toString()));
            }
        }
        delete(pod.app(app));
    }

    /** Stops its service, and lets it go on if what follows the app does not end: its containers are deleted next. */
    private void end(PodDirectory pod, String app) {
        Path service = pod.services().resolve(app);
        if (Files.exists(service.resolve("supervise/control"))) {
            programs.run(Command.of("s6-svc", "-wD", "-T", STOP_PATIENCE_MILLIS, "-D", service.toString()));
        }
    }

    /** Takes its service from the supervisor. */
    private void unlink(PodDirectory pod, String app) {
        Path service = pod.services().resolve(app);
        if (!Files.exists(service, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        programs.run(
                Command.of("s6-svunlink", "-t", PATIENCE_MILLIS, pod.services().toString(), app));
        try {
            Files.deleteIfExists(service);
        } catch (IOException e) {
            throw IoFailures.with("cannot remove", service, e);
        }
    }

    private void deleteContainer(PodNamespaces namespaces, String container) {
        if (Files.exists(runtime.containers().resolve(container))) {
            programs.run(namespaces.inside(
                    "crun", "--root", runtime.containers().toString(), "delete", "--force", container));
        }
    }

    private void delete(Path directory) {
        try {
            Path taken = data.newTemporary("left");
            Files.move(directory, taken, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            programs.require(Command.of("rm", "-rf", "--one-file-system", taken.toString()));
        } catch (NoSuchFileException _) {
            // the pod was removed meanwhile
        } catch (IOException e) {
            throw IoFailures.with("cannot remove", directory, e);
        }
    }
}
