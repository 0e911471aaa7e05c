package io.dray.clikit;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says on standard error how several transfers go on at once: on a terminal one line for each, redrawn with bytes, rate and time
 * left; in a pipe a plain line when one begins, now and then, and when a long one ends. Thread-safe.
 */
public final class TransferBoard implements AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration REPEAT = Duration.ofSeconds(10);
    private static final String ERASE_BELOW = "\u001b[J";

    private final PrintStream err;
    private final boolean live;
    private final InstantSource clock;
    private final Map<String, Transfer> transfers = new LinkedHashMap<>();
    private Instant drawn = Instant.EPOCH;
    private int lines;

    /** A board for the standard error of this context. */
    public TransferBoard(CommandContext context, InstantSource clock) {
        this.err = context.err();
        this.live = context.mayDraw();
        this.clock = clock;
    }

    /** One transfer: where it stood when it was first seen, and where it stands. */
    private static final class Transfer {
        private final Instant begun;
        private final long from;
        private long done;
        private long total;
        private Instant said;

        Transfer(Instant begun, long from) {
            this.begun = begun;
            this.from = from;
            this.said = begun;
        }

        String line(String label, Instant now) {
            return label + ": " + Progress.measure(done, total, done - from, Duration.between(begun, now));
        }
    }

    /** Prints a whole line that stays. */
    public synchronized void say(String line) {
        erase();
        err.println(line);
        draw(clock.instant());
    }

    /**
     * Says how far a transfer is; call it as often as you like.
     *
     * @param what the transfer's name
     * @param done bytes so far
     * @param total bytes in the end, or a negative number if that is not known
     */
    public synchronized void update(String what, long done, long total) {
        String label = Printable.line(what);
        Instant now = clock.instant();
        Transfer transfer = transfers.get(label);
        if (transfer == null) {
            transfer = new Transfer(now, done);
            transfers.put(label, transfer);
            if (!live) {
                err.println("fetching " + label);
            }
        }
        transfer.done = done;
        transfer.total = total;
        if (live && Duration.between(drawn, now).compareTo(REDRAW) >= 0) {
            erase();
            draw(now);
        } else if (!live && Duration.between(transfer.said, now).compareTo(REPEAT) >= 0) {
            transfer.said = now;
            err.println("fetching " + transfer.line(label, now));
        }
    }

    /** The transfer is over. */
    public synchronized void finish(String what) {
        String label = Printable.line(what);
        Transfer transfer = transfers.remove(label);
        if (live) {
            erase();
            draw(clock.instant());
        } else if (transfer != null && transfer.said.isAfter(transfer.begun)) {
            err.println("fetched " + label + ": " + ByteSize.of(transfer.done));
        }
    }

    private void erase() {
        if (lines > 0) {
            err.print("\r\u001b[" + lines + "A" + ERASE_BELOW);
            lines = 0;
        }
    }

    private void draw(Instant now) {
        if (!live) {
            return;
        }
        drawn = now;
        transfers.forEach((label, transfer) -> {
            err.println(transfer.line(label, now));
            lines++;
        });
        err.flush();
    }

    /** Removes the redrawn lines. */
    @Override
    public synchronized void close() {
        erase();
        err.flush();
    }
}
