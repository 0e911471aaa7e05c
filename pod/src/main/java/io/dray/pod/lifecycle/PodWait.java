package io.dray.pod.lifecycle;

import io.dray.core.OperationFailedException;
import io.dray.pod.PodDirectory;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import io.dray.pod.state.PodState;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Waits for what becomes of a pod. The kernel says when its directory changes; what changes no directory is looked for now and
 * then: a supervisor that was killed, and the lock that the last process of the pod gives back soon after its last app has ended.
 */
public final class PodWait {
    private static final long PATIENCE_MILLIS = 2000;
    private static final long SHORT_MILLIS = 20;

    private final PodRegistry pods;

    /** Waits for pods of this registry. */
    public PodWait(PodRegistry pods) {
        this.pods = pods;
    }

    /**
     * Waits until this is true of the pod.
     *
     * @param limit how long at most; for ever if empty
     * @return the pod as it is then; empty if that took too long
     */
    public Optional<Pod> until(Pod pod, Predicate<Pod> reached, Optional<Duration> limit) {
        long start = System.nanoTime();
        try (WatchService watches = FileSystems.getDefault().newWatchService()) {
            Set<Path> watched = new HashSet<>();
            long pause = SHORT_MILLIS;
            while (true) {
                // watched first, so that nothing happens unseen between the look and the wait
                watch(pod, watches, watched);
                Pod seen = pods.require(pod.uuid());
                if (reached.test(seen)) {
                    return Optional.of(seen);
                }
                long left = limit.isEmpty()
                        ? Long.MAX_VALUE
                        : limit.get().toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                if (left < 0) {
                    return Optional.empty();
                }
                boolean changed = await(watches, Math.min(left + 1, pause));
                pause = changed ? SHORT_MILLIS : Math.min(2 * pause, PATIENCE_MILLIS);
            }
        } catch (IOException e) {
            throw new OperationFailedException("cannot watch pod \"" + pod.uuid() + "\": " + e.getMessage(), null, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Whether the pod's apps run, and those have told that they are ready whose images say that they do; or it has ended. */
    public static boolean isReady(Pod pod) {
        if (!hasStarted(pod)) {
            return false;
        }
        PodDirectory directory = new PodDirectory(pod.directory());
        for (Pod.App app : pod.apps()) {
            Path told = directory.notify(app.name());
            if (pod.state() == PodState.RUNNING && Files.exists(told) && !Files.exists(told.resolve("ready"))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the pod's apps run, whatever they tell; or it has ended. */
    public static boolean hasStarted(Pod pod) {
        return pod.state() != PodState.PREPARED && pod.state() != PodState.PREPARING;
    }

    /** Whether anything changed. */
    private static boolean await(WatchService watches, long millis) throws InterruptedException {
        Optional<WatchKey> changed = Optional.ofNullable(watches.poll(millis, TimeUnit.MILLISECONDS));
        boolean any = changed.isPresent();
        while (changed.isPresent()) {
            changed.get().pollEvents();
            changed.get().reset();
            changed = Optional.ofNullable(watches.poll());
        }
        return any;
    }

    private static void watch(Pod pod, WatchService watches, Set<Path> watched) {
        PodDirectory directory = new PodDirectory(pod.directory());
        watch(directory.root(), watches, watched);
        for (Pod.App app : pod.apps()) {
            watch(directory.app(app.name()), watches, watched);
            watch(directory.notify(app.name()), watches, watched);
        }
    }

    private static void watch(Path path, WatchService watches, Set<Path> watched) {
        if (watched.contains(path) || !Files.isDirectory(path)) {
            return;
        }
        try {
            path.register(watches, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            watched.add(path);
        } catch (IOException _) {
            // removed meanwhile, or there are too many watches on this machine: the look now and then remains
        }
    }
}
