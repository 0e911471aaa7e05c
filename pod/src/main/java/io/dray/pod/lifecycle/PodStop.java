package io.dray.pod.lifecycle;

import io.dray.core.EnvironmentException;
import io.dray.core.ProcessOwner;
import io.dray.linux.Cgroups;
import io.dray.linux.ProgramRunner;
import io.dray.pod.FileLocks;
import io.dray.pod.PodDirectory;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.network.NetworkCollector;
import io.dray.pod.start.ServiceScripts;
import io.dray.pod.state.LockHolders;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodMoment;
import io.dray.pod.state.PodState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stops pods. The pod's process takes SIGTERM to its apps and ends once they have, by force after ten seconds; where that
 * process is gone, its apps are killed, followed by their post-stop handlers, and its addresses given back. Waits until nobody
 * supervises the pod any more.
 */
public final class PodStop {
    /** What became of a pod. */
    public enum Outcome {
        /** It ended now. */
        STOPPED,
        /** It had ended before. */
        WAS_STOPPED
    }

    private static final long PAUSE_MILLIS = 20;

    /** How long what follows an app may take when the app was killed. */
    private static final Duration HANDLER_PATIENCE = Duration.ofMillis(ServiceScripts.STOP_TIMEOUT_MILLIS);

    /** What the supervisor needs for itself. */
    private static final Duration OWN_PATIENCE = Duration.ofSeconds(5);

    /** How long all may take together when the apps are asked to end. */
    private static final Duration PATIENCE = HANDLER_PATIENCE.plus(OWN_PATIENCE);

    /**
     * Stops a pod and waits for its end.
     *
     * @param force kills at once instead of asking
     * @throws EnvironmentException if something of it cannot be killed
     */
    public Outcome stop(Pod pod, boolean force) {
        PodDirectory directory = new PodDirectory(pod.directory());
        if (pod.state().hasExited() || pod.state() == PodState.ABANDONED || pod.state() == PodState.PREPARED) {
            return Outcome.WAS_STOPPED;
        }
        Optional<ProcessHandle> process = process(directory);
        boolean ended = false;
        if (process.isPresent()) {
            ended = force ? isEndedByForce(pod, process.get()) : isEnded(pod, process.get());
        }
        if (!ended) {
            kill(directory, pod.cgroup());
        }
        return Outcome.STOPPED;
    }

    private static boolean isEnded(Pod pod, ProcessHandle process) {
        PodDirectory directory = new PodDirectory(pod.directory());
        process.destroy();
        return await(directory, PATIENCE, () -> {}) || isEndedWithoutHandlers(pod, directory);
    }

    /** What follows the apps has had its time, or is not wanted to have any; the supervisor goes on without it. */
    private static boolean isEndedWithoutHandlers(Pod pod, PodDirectory directory) {
        Cgroups cgroups = Cgroups.detect();
        for (Pod.App app : pod.apps()) {
            cgroups.killAll(pod.cgroup() + "/" + app.name());
        }
        return await(directory, OWN_PATIENCE, () -> {});
    }

    /**
     * Kills the apps, and has the supervisor do what follows their ends, and then die as if it had been killed too. False if it
     * does not come to that.
     */
    private static boolean isEndedByForce(Pod pod, ProcessHandle process) {
        PodDirectory directory = new PodDirectory(pod.directory());
        if (pod.state() != PodState.RUNNING || !isMarked(pod, directory)) {
            return false;
        }
        Cgroups cgroups = Cgroups.detect();
        List<String> handled = new ArrayList<>();
        for (Pod.App app : pod.apps()) {
            if (Files.exists(directory.newExit(app.name()))) {
                handled.add(app.name());
            }
        }
        // before anything is killed: the pod might be ending by itself then, and a signal would end that, too
        if (Files.isDirectory(directory.services())) {
            process.destroy();
        }
        for (String app : handled) {
            // what follows it has begun, and is what has to be ended
            cgroups.killAll(pod.cgroup() + "/" + app);
        }
        return await(directory, HANDLER_PATIENCE, () -> killApps(pod, directory, cgroups))
                || isEndedWithoutHandlers(pod, directory);
    }

    /** Whether the pod's scripts can know that they end by force: s6 kills its apps instead of asking them then. */
    private static boolean isMarked(Pod pod, PodDirectory directory) {
        try {
            Files.writeString(directory.forced(), "");
            for (Pod.App app : pod.apps()) {
                Path service = directory.services().resolve(app.name());
                if (Files.isDirectory(service)) {
                    Files.writeString(service.resolve("down-signal"), "KILL\n");
                }
            }
            return true;
        } catch (IOException _) {
            // the file system is full
            return false;
        }
    }

    /** Those that live, and not what follows one: that has not begun before the code of the app's run is there. */
    private static void killApps(Pod pod, PodDirectory directory, Cgroups cgroups) {
        for (Pod.App app : pod.apps()) {
            List<Long> processes = cgroups.processes(pod.cgroup() + "/" + app.name());
            if (!Files.exists(directory.newExit(app.name())) && !Files.exists(directory.exit(app.name()))) {
                for (long each : processes) {
                    ProcessHandle.of(each).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
    }

    /** The supervisor goes first, so that it starts nothing again. */
    private static void kill(PodDirectory directory, String cgroup) {
        UnfinishedRuns runs = UnfinishedRuns.of(directory, RuntimeDirectory.MACHINE);
        process(directory).ifPresent(ProcessHandle::destroyForcibly);
        LockHolders.kill(directory.lock());
        Cgroups.detect().killAll(cgroup);
        if (!await(directory, PATIENCE, () -> {})) {
            throw new EnvironmentException("pod " + directory.uuid() + " does not end: its lock is still held");
        }
        // what its own process would have done
        runs.finish();
        new NetworkCollector(RuntimeDirectory.MACHINE.forNetworks(), new ProgramRunner())
                .release(directory.root(), false);
    }

    private static Optional<ProcessHandle> process(PodDirectory directory) {
        Optional<ProcessOwner> owner = PodMoment.launcher(directory);
        return owner.isPresent() && owner.get().isAlive()
                ? ProcessHandle.of(owner.get().pid())
                : Optional.empty();
    }

    /**
     * True once the lock is free and the pod's process gone.
     *
     * @param meanwhile done again and again until then
     */
    private static boolean await(PodDirectory directory, Duration patience, Runnable meanwhile) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (FileLocks.read().isHeld(directory.lock()) || process(directory).isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            meanwhile.run();
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
