package io.dray.pod.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Which pods a collection removes.
 *
 * @param grace how long a pod that has exited is kept, from when a collection first saw it
 * @param expiry how long a prepared pod may wait
 * @param markOnly whether nothing is removed yet
 * @param sparesExited whether pods that have exited are left as they are, however long ago that was
 * @param now the moment of the collection
 */
public record CollectionRules(Duration grace, Duration expiry, boolean markOnly, boolean sparesExited, Instant now) {
    /** Everything that has ended, and no prepared pod. */
    static final CollectionRules AT_ONCE =
            new CollectionRules(Duration.ZERO, Duration.ofDays(36_500), false, false, Instant.EPOCH);

    /** Whether what has exited goes at once. */
    boolean hasNoGrace() {
        return grace.isZero() && !markOnly;
    }

    boolean isGraceOver(Path mark) throws IOException {
        return isOlder(mark, grace);
    }

    boolean hasExpired(Path prepared) throws IOException {
        return isOlder(prepared, expiry);
    }

    private boolean isOlder(Path file, Duration age) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().plus(age).isBefore(now);
    }
}
