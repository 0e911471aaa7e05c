package io.dray.linux;

import io.dray.core.EnvironmentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An exclusive {@code flock} on a file, held until closed or until the process ends; the same kind of lock as flock(1)'s.
 * It also excludes other threads of this process.
 */
public final class FileLock implements AutoCloseable {
    private static final long EXCLUSIVE = 2;
    private static final long NON_BLOCKING = 4;

    private final int descriptor;
    private final Path file;

    private FileLock(int descriptor, Path file) {
        this.descriptor = descriptor;
        this.file = file;
    }

    /** Takes the lock, waiting for it as long as another holds it; makes the file if it is not there. */
    public static FileLock acquire(Path file) {
        return take(file, EXCLUSIVE)
                .orElseThrow(() -> new IllegalStateException("a waiting flock cannot come back without the lock"));
    }

    /** Takes the lock; empty if another holds it. */
    public static Optional<FileLock> tryAcquire(Path file) {
        return take(file, EXCLUSIVE | NON_BLOCKING);
    }

    private static Optional<FileLock> take(Path file, long operation) {
        try (NativeScope scope = new NativeScope()) {
            FileLock lock = new FileLock(Opening.LOCK_FILE.open(file), file);
            try {
                scope.call(SystemCall.FLOCK, lock.descriptor, operation);
                return Optional.of(lock);
            } catch (ErrnoException e) {
                lock.close();
                if (e.errno() == Errno.EAGAIN) {
                    return Optional.empty();
                }
                throw e;
            }
        } catch (IOException e) {
            throw IoFailures.during("cannot lock " + file, e);
        }
    }

    @Override
    public void close() {
        try (NativeScope scope = new NativeScope()) {
            scope.call(SystemCall.CLOSE, descriptor);
        } catch (ErrnoException e) {
            throw new EnvironmentException("cannot unlock " + file + ": " + e.getMessage(), null, e);
        }
    }
}
