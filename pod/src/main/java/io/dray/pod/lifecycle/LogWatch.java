package io.dray.pod.lifecycle;

import io.dray.core.OperationFailedException;
import io.dray.pod.PodDirectory;
import io.dray.pod.state.Pod;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the apps of a pod write: the kernel says when their logs change. That the pod has ended is seen by the codes of its
 * apps, or, if it was killed, a little later. Not thread-safe.
 */
public final class LogWatch implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 1000;

    /** One who writes often is not read after each line. */
    private static final long SETTLE_MILLIS = 20;

    private final WatchService watches;
    private final Set<Path> watched = new HashSet<>();

    public LogWatch() {
        try {
            this.watches = FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            throw new OperationFailedException("cannot watch logs: " + e.getMessage(), null, e);
        }
    }

    /** Watches the logs of the pod, as far as there are any yet; what is written from now on ends the next wait. */
    public void watch(Pod pod) {
        PodDirectory directory = new PodDirectory(pod.directory());
        watch(directory.root());
        for (Pod.App app : pod.apps()) {
            watch(directory.app(app.name()));
            watch(directory.log(app.name()));
        }
    }

    private void watch(Path path) {
        if (watched.contains(path) || !Files.isDirectory(path)) {
            return;
        }
        try {
            path.register(watches, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            watched.add(path);
        } catch (IOException _) {
            // removed meanwhile, or there are too many watches on this machine: the look now and then remains
        }
    }

    /** Waits until there may be something to read; sometimes there is not. */
    public void await() throws InterruptedException {
        Optional<WatchKey> changed = Optional.ofNullable(watches.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        if (changed.isPresent()) {
            TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        }
        while (changed.isPresent()) {
            changed.get().pollEvents();
            changed.get().reset();
            changed = Optional.ofNullable(watches.poll());
        }
    }

    @Override
    public void close() {
        try {
            watches.close();
        } catch (IOException e) {
            throw new OperationFailedException("cannot end the watch of logs: " + e.getMessage(), null, e);
        }
    }
}
