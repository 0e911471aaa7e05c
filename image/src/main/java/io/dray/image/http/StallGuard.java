package io.dray.image.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The body of an answer that may not stall: a server that sends next to nothing for too long, drop by drop or not at all, is
 * hung up on. One reader at a time.
 */
final class StallGuard extends FilterInputStream {
    /** Less than this in one span of patience is a stall. */
    private static final long LEAST_BYTES = 1024;

    private final Duration patience;
    private final Thread watch;
    private final AtomicLong received = new AtomicLong();
    private volatile boolean stalled;

    StallGuard(InputStream body, Duration patience) {
        super(body);
        this.patience = patience;
        this.watch = Thread.ofVirtual().start(this::watch);
    }

    private void watch() {
        try {
            long before;
            do {
                before = received.get();
                Thread.sleep(patience);
            } while (received.get() - before >= LEAST_BYTES);
            stalled = true;
            in.close();
        } catch (InterruptedException | IOException _) {
            // the body was read to its end, or is closed already
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int start, int length) throws IOException {
        int read;
        try {
            read = in.read(bytes, start, length);
        } catch (IOException e) {
            throw stalled ? silence(e) : HttpFailure.passing("the connection broke", e);
        }
        if (stalled) {
            throw silence(new IOException("stalled"));
        }
        received.addAndGet(Math.max(0, read));
        return read;
    }

    private HttpFailure silence(IOException e) {
        return HttpFailure.passing("the server sent nothing for " + patience.toSeconds() + " s", e);
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        super.close();
    }
}
