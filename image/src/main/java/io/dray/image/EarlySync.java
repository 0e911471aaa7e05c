package io.dray.image;

import io.dray.core.OperationFailedException;
import io.dray.core.Threads;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Brings the files of a layer to the disk while more of them are unpacked, so that little is left to wait for at the end. Used by
 * one thread.
 */
final class EarlySync implements AutoCloseable {
    /** Bytes of the archive; each time costs a commit of the file system's journal. */
    private static final long STEP = 24L << 20;

    private final Work sync;
    private long next = STEP;
    private @Nullable Thread running;
    private volatile @Nullable IOException failure;

    /** What brings everything that is there to the disk. */
    @FunctionalInterface
    interface Work {
        /** Does it. */
        void run() throws IOException;
    }

    EarlySync(Work sync) {
        this.sync = sync;
    }

    /** So many bytes of the archive are read. */
    void reached(long bytes) {
        if (bytes >= next && (running == null || !running.isAlive())) {
            next = bytes + STEP;
            running = Thread.ofPlatform().daemon().name("sync").start(this::run);
        }
    }

    private void run() {
        try {
            sync.run();
        } catch (IOException e) {
            failure = e;
        }
    }

    /**
     * Waits for what has begun; the last files are not on the disk yet.
     *
     * @throws IOException if the disk failed, which the kernel says only once
     */
    void finish() throws IOException {
        try {
            if (running != null) {
                running.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationFailedException("interrupted while an archive was brought to the disk", null, e);
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Waits, whatever happened, because the files are about to be removed. */
    @Override
    public void close() {
        if (running != null) {
            Threads.awaitEnd(running);
        }
    }
}
