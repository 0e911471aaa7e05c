package io.dray.pod.prepare;

import io.dray.core.Directories;
import io.dray.pod.FileTrees;
import io.dray.pod.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The plans that are kept until the machine's next boot: of each a file {@code <key>} for the launcher, which names the directory
 * {@code <uuid>} with {@code pod}, a copy, and {@code used}, whose time says when it was last used.
 */
public final class KeptPlans {
    private static final Duration LONGEST_REST = Duration.ofDays(1);
    private static final int UUID_LENGTH = 36;
    private static final String COPY = "copy=";

    private final Path directory;

    public KeptPlans(RuntimeDirectory runtime) {
        this.directory = runtime.plans();
    }

    /** How many there are, whatever their age. */
    int size() throws IOException {
        int count = 0;
        for (Path entry : Directories.entries(directory)) {
            count += isCopy(entry) ? 1 : 0;
        }
        return count;
    }

    /** The directory that the launcher finds by this key; one that does not exist if it finds none. */
    Path copyOf(String key) throws IOException {
        Path plan = directory.resolve(key);
        return Files.exists(plan) ? Path.of(copyOf(plan)) : directory.resolve("none");
    }

    /** Removes those that have not been used for a day, and what a process that was killed has left. */
    public void collect(Instant now) throws IOException {
        Set<String> named = new HashSet<>();
        for (Path entry : Directories.entries(directory)) {
            if (!isCopy(entry) && !forget(entry, now.minus(LONGEST_REST))) {
                named.add(copyOf(entry));
            }
        }
        for (Path entry : Directories.entries(directory)) {
            // one that is being made has no file yet
            boolean old = lastUse(entry).isBefore(now.minus(Duration.ofMinutes(1)));
            if (isCopy(entry) && old && !named.contains(entry.toString())) {
                remove(entry);
            }
        }
    }

    private boolean forget(Path plan, Instant latest) throws IOException {
        Path copy = Path.of(copyOf(plan));
        if (lastUse(plan).isBefore(latest) && lastUse(copy).isBefore(latest)) {
            Files.deleteIfExists(plan);
            return true;
        }
        return false;
    }

    /** The launcher looks for the directory after it has copied it: it must lose its name before anything in it is removed. */
    void remove(Path copy) throws IOException {
        Path aside = copy.resolveSibling(copy.getFileName() + ".old");
        try {
            Files.move(copy, aside, StandardCopyOption.ATOMIC_MOVE);
            FileTrees.delete(aside);
        } catch (NoSuchFileException _) {
            // another process was faster
        }
    }

    private static boolean isCopy(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return Files.isDirectory(entry) && name.length() >= UUID_LENGTH;
    }

    private static String copyOf(Path plan) throws IOException {
        String text = Files.readString(plan);
        int end = text.indexOf('\n');
        return text.startsWith(COPY) && end > 0 ? text.substring(COPY.length(), end) : plan.toString();
    }

    private static Instant lastUse(Path entry) throws IOException {
        Path mark = entry.resolve("used");
        try {
            return Files.getLastModifiedTime(Files.exists(mark) ? mark : entry).toInstant();
        } catch (NoSuchFileException _) {
            return Instant.EPOCH;
        }
    }
}
