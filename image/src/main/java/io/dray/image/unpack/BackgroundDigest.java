package io.dray.image.unpack;

import io.dray.core.Digest;
import io.dray.core.OperationFailedException;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/** A digest computed on a thread of its own while the caller goes on. Used by one thread. */
final class BackgroundDigest implements AutoCloseable {
    private static final int AHEAD = 16;

    @SuppressWarnings("ArrayRecordComponent")
    private record Piece(byte[] bytes, int length) {}

    private static final Piece END = new Piece(new byte[0], -1);

    private final Digest.Algorithm algorithm;
    private final MessageDigest digest;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(AHEAD);

    private final Consumer<byte[]> done;
    private final Thread worker;

    /**
     * @param done gets each array when it is digested, on the other thread
     */
    BackgroundDigest(Digest.Algorithm algorithm, Consumer<byte[]> done) {
        this.done = done;
        this.algorithm = algorithm;
        this.digest = algorithm.newMessageDigest();
        this.worker = Thread.ofPlatform().daemon().name("digest").start(this::work);
    }

    private void work() {
        try {
            for (Piece piece = pieces.take(); piece.length >= 0; piece = pieces.take()) {
                digest.update(piece.bytes, 0, piece.length);
                done.accept(piece.bytes);
            }
        } catch (InterruptedException _) {
            // closed before the end: nobody wants the result
            Thread.currentThread().interrupt();
        }
    }

    /** Adds the first bytes of an array, which is not the caller's any more. */
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
