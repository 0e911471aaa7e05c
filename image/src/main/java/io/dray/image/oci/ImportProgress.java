package io.dray.image.oci;

import io.dray.image.ImportListener;
import java.time.Duration;
import java.util.List;

/** Passes on how much of all layers together is read, some times a second at most. Not thread-safe. */
final class ImportProgress {
    private static final long INTERVAL = Duration.ofMillis(200).toNanos();

    private final ImportListener listener;
    private final long total;
    private long finished;
    private long next;

    ImportProgress(List<Descriptor> layers, ImportListener listener) {
        this.listener = listener;
        long sum = 0;
        for (Descriptor layer : layers) {
            sum += Math.max(0, layer.size());
        }
        this.total = sum;
        this.next = System.nanoTime();
    }

    /** So many bytes of the present layer are read. */
    void reached(long bytes) {
        long now = System.nanoTime();
        if (now - next >= 0) {
            next = now + INTERVAL;
            listener.progressed(finished + bytes, Math.max(total, finished + bytes));
        }
    }

    /** The layer is in the store. */
    void finished(Descriptor layer) {
        finished += Math.max(0, layer.size());
        listener.progressed(finished, Math.max(total, finished));
    }
}
