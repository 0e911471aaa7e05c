package io.dray.build;

import io.dray.core.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Computes the key of a build step from everything its result depends on. Every part is framed by its length, so that no two
 * different sequences of parts give one key. Not thread-safe.
 */
final class StepKey {
    /** Changes whenever Dray itself would make something else of the same inputs. */
    private static final String FORMAT = "dray step 1";

    private final MessageDigest digest = Digest.Algorithm.SHA256.newMessageDigest();

    private StepKey() {}

    /** A key that so far depends on what the step does. */
    static StepKey of(String kind) {
        return new StepKey().with("format", FORMAT).with("kind", kind);
    }

    /** Depends on this text too. */
    StepKey with(String label, String value) {
        return with(label, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Depends on these bytes too. */
    StepKey with(String label, byte[] value) {
        frame(label.getBytes(StandardCharsets.UTF_8));
        frame(value);
        return this;
    }

    /** Depends on all of these, in this order. */
    StepKey with(String label, Iterable<?> values) {
        int count = 0;
        for (Object value : values) {
            with(label, value.toString());
            count++;
        }
        return with(label + " count", Integer.toString(count));
    }

    /** The key, 64 hexadecimal digits; nothing may be added afterwards. */
    String finish() {
        return Digest.ofBytes(Digest.Algorithm.SHA256, digest.digest()).hex();
    }

    private void frame(byte[] part) {
        digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(part);
    }
}
