package io.dray.image.unpack;

import io.dray.core.OperationFailedException;
import io.dray.core.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads and decompresses an archive on a thread of its own, some chunks ahead of the one thread that takes them. */
final class Readahead implements AutoCloseable {
    private static final int AHEAD = 8;
    private static final int SIZE = 256 * 1024;

    /**
     * The next bytes.
     *
     * @param bytes the taker's until {@link #release}
     * @param length how many of them count; 0 at the end
     * @param read bytes as transferred that this took, with all before
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Chunk(byte[] bytes, int length, long read) {}

    /** A chunk, or why there is none. */
    private record Step(Chunk chunk, @Nullable Throwable failure) {}

    private final InputStream plain;
    private final LongSupplier read;
    private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(AHEAD);
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(4 * AHEAD);
    private final Thread worker;
    private @Nullable Step last;

    /**
     * Begins to read.
     *
     * @param plain read by the other thread only; closed with this
     * @param read how many bytes as transferred were read for what came out so far
     */
    Readahead(InputStream plain, LongSupplier read) {
        this.plain = plain;
        this.read = read;
        this.worker = Thread.ofPlatform().daemon().name("readahead").start(this::work);
    }

    private void work() {
        try {
            boolean more = true;
            while (more) {
                Step step = step();
                more = step.failure == null && step.chunk.length > 0;
                steps.put(step);
            }
        } catch (InterruptedException _) {
            // closed before the end: nobody wants the rest
            Thread.currentThread().interrupt();
        }
    }

    private Step step() {
        byte[] bytes = free.poll();
        if (bytes == null) {
            bytes = new byte[SIZE];
        }
        try {
            int count = plain.readNBytes(bytes, 0, SIZE);
            return new Step(new Chunk(bytes, count, read.getAsLong()), null);
        } catch (Throwable e) {
            return new Step(new Chunk(bytes, 0, read.getAsLong()), e);
        }
    }

    /**
     * The next chunk; at the end always an empty one.
     *
     * @throws IOException if it could not be read or decompressed, then and ever after
     */
    Chunk next() throws IOException {
        Step step = last == null ? take() : last;
        if (step.failure != null || step.chunk.length == 0) {
            last = step;
        }
        return switch (step.failure) {
            case null -> step.chunk;
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Throwable e -> throw new IllegalStateException("an archive could not be decompressed", e);
        };
    }

    private Step take() {
        try {
            return steps.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationFailedException("interrupted while an archive was read", null, e);
        }
    }

    /** The array may be filled again; any thread may say so. */
    void release(byte[] bytes) {
        free.offer(bytes);
    }

    /** Waits for the other thread, which is about to lose what it reads from. */
    @Override
    public void close() throws IOException {
        worker.interrupt();
        Threads.awaitEnd(worker);
        plain.close();
    }
}
