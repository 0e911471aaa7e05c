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
import java.time.Duration;
import java.util.Optional;

/**
 * Stops pods. The pod's process takes SIGTERM to its apps and ends once they have, by force after ten seconds; where that
 * process is gone, its apps are killed and its addresses given back. Waits until nobody supervises the pod any more.
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

    /** Beyond the time that apps have, the supervisor needs some for itself. */
    private static final Duration PATIENCE = Duration.ofMillis(ServiceScripts.STOP_TIMEOUT_MILLIS + 5_000);

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
        if (!force && process.isPresent()) {
            process.get().destroy();
            if (await(directory, PATIENCE)) {
                return Outcome.STOPPED;
            }
        }
        kill(directory, pod.cgroup());
        return Outcome.STOPPED;
    }

    /** The supervisor goes first, so that it starts nothing again. */
    private static void kill(PodDirectory directory, String cgroup) {
        process(directory).ifPresent(ProcessHandle::destroyForcibly);
        LockHolders.kill(directory.lock());
        Cgroups.detect().killAll(cgroup);
        if (!await(directory, PATIENCE)) {
            throw new EnvironmentException("pod " + directory.uuid() + " does not end: its lock is still held");
        }
        // what its own process would have done
        new NetworkCollector(RuntimeDirectory.MACHINE.forNetworks(), new ProgramRunner())
                .release(directory.root(), false);
    }

    private static Optional<ProcessHandle> process(PodDirectory directory) {
        Optional<ProcessOwner> owner = PodMoment.launcher(directory);
        return owner.isPresent() && owner.get().isAlive()
                ? ProcessHandle.of(owner.get().pid())
                : Optional.empty();
    }

    /** True once the lock is free and the pod's process gone. */
    private static boolean await(PodDirectory directory, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (FileLocks.read().isHeld(directory.lock()) || process(directory).isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
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
