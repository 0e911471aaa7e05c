package io.dray.build;

import io.dray.core.DataDirectory;
import io.dray.core.EnvironmentException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One build of an image at a time on one machine. The kernel drops the lock when the process dies, whatever kills it; the
 * file ({@code cache/locks/<name>}) stays, so that nobody ever locks a file that is already unlinked.
 */
final class BuildLock implements AutoCloseable {
    private final FileChannel channel;

    private BuildLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for the lock; says so if it has to wait. */
    static BuildLock acquire(DataDirectory data, String name, BuildListener listener) {
        Path file = DataDirectory.create(data.root().resolve("cache").resolve("locks"))
                .resolve(name.replace('/', '_'));
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                listener.progress("waiting for another build of " + name + " to end");
                channel.lock();
            }
            return new BuildLock(channel);
        } catch (IOException e) {
            throw new EnvironmentException("cannot lock " + file + ": " + e.getMessage(), null, e);
        }
    }

    @Override
    public void close() {
        try {
            // closing the channel releases the lock
            channel.close();
        } catch (IOException e) {
            throw new EnvironmentException("cannot unlock a build: " + e.getMessage(), null, e);
        }
    }
}
