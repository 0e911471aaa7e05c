package io.dray.pod.lifecycle;

import io.dray.core.DataDirectory;
import io.dray.core.OperationFailedException;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Tells what happens to pods as it happens. The kernel says that something changed in their directories; what it was is found by
 * looking, so nothing is told twice and nothing that is still visible is missed. A supervisor that was killed changes no directory:
 * that is looked for every two seconds. Not thread-safe.
 */
public final class PodWatch implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 2;

    /** A start, for one, changes many files within milliseconds. */
    private static final long SETTLE_MILLIS = 20;

    private final Path directory;
    private final PodRegistry registry;
    private final Predicate<Pod> wanted;
    private final InstantSource clock;
    private final WatchService watches;
    private final Map<Path, WatchKey> watched = new HashMap<>();
    private final Map<String, Pod> known = new HashMap<>();
    private final Set<String> killed = new HashSet<>();
    private final Set<PodEvent> told = new HashSet<>();
    private boolean looked;

    /**
     * A watch over the pods of a data directory.
     *
     * @param wanted which pods are told of
     */
    public PodWatch(DataDirectory data, PodRegistry registry, Predicate<Pod> wanted, InstantSource clock) {
        this.directory = DataDirectory.create(data.pods());
        this.registry = registry;
        this.wanted = wanted;
        this.clock = clock;
        try {
            this.watches = FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            throw new OperationFailedException("cannot watch " + directory + ": " + e.getMessage(), null, e);
        }
    }

    /** What has happened that was not told yet, in the order of time; at once. */
    public List<PodEvent> news() {
        watch(directory);
        List<Pod> pods = new ArrayList<>();
        for (Pod pod : registry.list()) {
            watchPod(pod);
            if (wanted.test(pod)) {
                pods.add(pod);
            }
        }
        List<PodEvent> news = new ArrayList<>();
        for (PodEvent event : PodEvents.of(pods)) {
            if (told.add(event)) {
                news.add(event);
            }
        }
        addUnwritten(pods, news);
        news.sort(PodEvent.BY_TIME);
        return news;
    }

    /** Waits until there may be news; sometimes there are none. */
    public void await() throws InterruptedException {
        Optional<WatchKey> changed = Optional.ofNullable(watches.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        if (changed.isEmpty()) {
            return;
        }
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        while (changed.isPresent()) {
            changed.get().pollEvents();
            changed.get().reset();
            changed = Optional.ofNullable(watches.poll());
        }
    }

    /** What leaves no trace. */
    private void addUnwritten(List<Pod> pods, List<PodEvent> news) {
        Instant now = clock.instant();
        Map<String, Pod> gone = new HashMap<>(known);
        known.clear();
        for (Pod pod : pods) {
            addLeft(Optional.ofNullable(gone.remove(pod.uuid())), pod, now, news);
            known.put(pod.uuid(), pod);
            if (PodEvents.wasKilled(pod) && killed.add(pod.uuid()) && looked) {
                news.add(PodEvents.ofPod(pod, PodEvent.Kind.KILLED, now));
            }
        }
        for (Pod pod : gone.values()) {
            news.add(PodEvents.ofPod(pod, PodEvent.Kind.REMOVED, now));
            told.removeIf(event -> event.uuid().equals(pod.uuid()));
            killed.remove(pod.uuid());
            watched.keySet().removeIf(path -> path.startsWith(pod.directory()));
        }
        looked = true;
    }

    /** Apps that have left a mutable pod. */
    private static void addLeft(Optional<Pod> before, Pod pod, Instant now, List<PodEvent> news) {
        for (Pod.App app : before.isPresent() ? before.get().apps() : List.<Pod.App>of()) {
            boolean stayed = false;
            for (Pod.App other : pod.apps()) {
                stayed |= other.name().equals(app.name()) && other.created().equals(app.created());
            }
            if (!stayed) {
                news.add(PodEvents.ofApp(pod, app, PodEvent.Kind.REMOVED, now, OptionalInt.empty()));
            }
        }
    }

    private void watchPod(Pod pod) {
        watch(pod.directory());
        watch(pod.directory().resolve("apps"));
        for (Pod.App app : pod.apps()) {
            watch(pod.directory().resolve("apps").resolve(app.name()));
        }
    }

    private void watch(Path path) {
        if (watched.containsKey(path) || !Files.isDirectory(path)) {
            return;
        }
        try {
            watched.put(
                    path,
                    path.register(
                            watches,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_DELETE,
                            StandardWatchEventKinds.ENTRY_MODIFY));
        } catch (IOException _) {
            // removed meanwhile, or there are too many watches on this machine: the look every two seconds remains
        }
    }

    @Override
    public void close() {
        try {
            watches.close();
        } catch (IOException e) {
            throw new OperationFailedException("cannot end the watch of " + directory + ": " + e.getMessage(), null, e);
        }
    }
}
