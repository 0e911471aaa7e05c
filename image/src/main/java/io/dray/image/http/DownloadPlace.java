package io.dray.image.http;

import io.dray.core.DataDirectory;
import io.dray.linux.FileLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where downloads lie until they are imported: {@code cache/downloads/<key>.part}, and beside it {@code <key>.version}, what the
 * server called the version that the part is of. What is not continued within {@link #KEPT} is garbage.
 */
public final class DownloadPlace {
    /** How long a part waits to be continued. */
    public static final Duration KEPT = Duration.ofDays(7);

    /** Locks are told apart by so many; two keys may share one, which costs only time. */
    private static final int LOCKS = 64;

    private static final String PART = ".part";
    private static final String VERSION = ".version";

    private final DataDirectory data;
    private final Path directory;

    /** The downloads of a data directory. */
    public DownloadPlace(DataDirectory data) {
        this.data = data;
        this.directory = data.root().resolve("cache").resolve("downloads");
    }

    /**
     * Keeps everybody else from the same thing until it is closed; waits for who has it now. Who holds a lock of one kind may
     * take one of another kind, in one order only: {@code image}, then {@code blob}.
     */
    public FileLock lock(String kind, String key) {
        return FileLock.acquire(lockFile(kind, key));
    }

    private Path lockFile(String kind, String key) {
        Path locks = DataDirectory.create(data.root().resolve("cache").resolve("locks"));
        return locks.resolve("fetch-" + kind + "-" + Math.floorMod(key.hashCode(), LOCKS));
    }

    Path partial(String key) {
        return DataDirectory.create(directory).resolve(key + PART);
    }

    long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException _) {
            return 0;
        }
    }

    /** Keeps what a later attempt must name to get the rest of the same version. */
    void remember(String key, HttpReply reply) throws IOException {
        Path version = directory.resolve(key + VERSION);
        Optional<String> strong = reply.header("ETag").filter(etag -> !etag.startsWith("W/"));
        Optional<String> name = strong.or(() -> reply.header("Last-Modified"));
        if (name.isPresent()) {
            Files.writeString(version, name.get());
        } else {
            Files.deleteIfExists(version);
        }
    }

    /** The call that asks for the rest; empty if the server did not say of which version the part is. */
    Optional<HttpCall> resuming(DownloadRequest request, long from) throws IOException {
        HttpCall ranged = rest(request, from);
        if (request.digest().isPresent()) {
            return Optional.of(ranged);
        }
        try {
            return Optional.of(ranged.with("If-Range", Files.readString(directory.resolve(request.key() + VERSION))));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** The call that asks for the rest, of whatever version. */
    static HttpCall rest(DownloadRequest request, long from) {
        return request.call().with("Range", "bytes=" + from + "-");
    }

    /** Removes what is there of it. */
    public void discard(String key) throws IOException {
        Files.deleteIfExists(directory.resolve(key + PART));
        Files.deleteIfExists(directory.resolve(key + VERSION));
    }

    /** Whoever transfers something has one of these locks, by what it is. */
    private boolean discardUnused(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String key = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        try (Locks locks = new Locks()) {
            return locks.tries(lockFile("image", key))
                    && locks.tries(lockFile("blob", key))
                    && Files.deleteIfExists(file);
        }
    }

    /** Some locks, taken only if nobody has them. */
    private static final class Locks implements AutoCloseable {
        private final List<FileLock> locks = new ArrayList<>();

        boolean tries(Path file) {
            Optional<FileLock> lock = FileLock.tryAcquire(file);
            lock.ifPresent(locks::add);
            return lock.isPresent();
        }

        @Override
        public void close() {
            locks.forEach(FileLock::close);
        }
    }

    /**
     * Removes everything that nobody continued for so long, and that nobody transfers now.
     *
     * @return the names of the files
     */
    public List<String> collect(Duration age, Instant now) throws IOException {
        List<String> removed = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().plus(age).isBefore(now) && discardUnused(file)) {
                    removed.add(String.valueOf(file.getFileName()));
                }
            }
        } catch (NoSuchFileException _) {
            return removed;
        }
        return removed;
    }
}
