package io.dray.image.unpack;

import io.dray.core.Digest;
import io.dray.core.OperationFailedException;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A digest computed on a thread of its own while the caller goes on. Used by one thread. */
final class BackgroundDigest implements AutoCloseable {
    private static final int AHEAD = 16;
    private static final int CHUNK = 256 * 1024;

    @SuppressWarnings("ArrayRecordComponent")
    private record Piece(byte[] bytes, int length) {}

    private static final Piece END = new Piece(new byte[0], -1);

    private final Digest.Algorithm algorithm;
    private final MessageDigest digest;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(AHEAD);

    /** Arrays that are digested and may be filled again. */
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(AHEAD);

    private final Thread worker;

    BackgroundDigest(Digest.Algorithm algorithm) {
        this.algorithm = algorithm;
        this.digest = algorithm.newMessageDigest();
        this.worker = Thread.ofPlatform().daemon().name("digest").start(this::work);
    }

    private void work() {
        try {
            for (Piece piece = pieces.take(); piece.length >= 0; piece = pieces.take()) {
                digest.update(piece.bytes, 0, piece.length);
                free.offer(piece.bytes);
            }
        } catch (InterruptedException _) {
            // closed before the end: nobody wants the result
            Thread.currentThread().interrupt();
        }
    }

    /** An array to be filled and given to {@link #update}. */
    byte[] chunk() {
        byte[] digested = free.poll();
        return digested == null ? new byte[CHUNK] : digested;
    }

    /** Adds the first bytes of a {@link #chunk}, which may only be read from now on, until the next call of that. */
    void update(byte[] bytes, int length) {
        put(new Piece(bytes, length));
    }

    Digest finish() {
        put(END);
        try {
            worker.join();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return Digest.ofBytes(algorithm, digest.digest());
    }

    private void put(Piece piece) {
        try {
            pieces.put(piece);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RuntimeException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new OperationFailedException("interrupted while an archive was read", null, e);
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
