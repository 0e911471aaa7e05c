package io.dray.clikit;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Says on standard error how long work goes on: one line that is redrawn on a terminal, plain lines now and then in a pipe.
 * Not thread-safe.
 */
public final class Progress implements AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration REPEAT = Duration.ofSeconds(10);
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream err;
    private final boolean live;
    private final InstantSource clock;
    private String subject = "";
    private Instant begun = Instant.EPOCH;
    private Instant shown = Instant.EPOCH;

    /** Progress for the standard error of this context. */
    public Progress(CommandContext context, InstantSource clock) {
        this.err = context.err();
        this.live = context.mayDraw();
        this.clock = clock;
    }

    /** Prints a whole line that stays. */
    public void say(String line) {
        err.println(live ? ERASE_LINE + line : line);
    }

    /**
     * Says how far the work on the subject is; call it as often as you like.
     *
     * @param work the work and its object, {@code importing image.aci}
     * @param done bytes so far
     * @param total bytes in the end, or a negative number if that is not known
     */
    public void update(String work, long done, long total) {
        String what = Printable.line(work);
        Instant now = clock.instant();
        boolean first = !what.equals(subject);
        if (first) {
            subject = what;
            begun = now;
        } else if (Duration.between(shown, now).compareTo(live ? REDRAW : REPEAT) < 0) {
            return;
        }
        shown = now;
        String line = first && !live ? what : what + ": " + measure(done, total, Duration.between(begun, now));
        if (live) {
            err.print(ERASE_LINE + line);
            err.flush();
        } else {
            err.println(line);
        }
    }

    private static String measure(long done, long total, Duration elapsed) {
        return measure(done, total, done, elapsed);
    }

    /**
     * {@code 12MiB of 95MiB, 24MiB/s, 4 s left}.
     *
     * @param moved bytes that were moved in the time elapsed: what an earlier attempt brought says nothing of the speed
     */
    static String measure(long done, long total, long moved, Duration elapsed) {
        StringBuilder text = new StringBuilder(ByteSize.of(done));
        if (total >= 0) {
            text.append(" of ").append(ByteSize.of(total));
        }
        long rate = elapsed.isZero() ? 0 : (long) (moved * 1000.0 / Math.max(1, elapsed.toMillis()));
        if (rate > 0) {
            text.append(", ").append(ByteSize.of(rate)).append("/s");
            if (total > done) {
                text.append(", ").append((total - done) / rate).append(" s left");
            }
        }
        return text.toString();
    }

    /** Removes the redrawn line. */
    @Override
    public void close() {
        if (live && !subject.isEmpty()) {
            err.print(ERASE_LINE);
            err.flush();
        }
    }
}
