package io.dray.image;

import io.dray.core.Digest;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * The archive of a layer as it arrives, with what it was announced to be.
 *
 * @param name what messages call it
 * @param content the bytes as transferred, in any compression; closed by who made it
 * @param blob if present, the digest that the bytes as transferred must have
 * @param length if present, how many they must be; not one more is read
 * @param diffId if present, the digest that the uncompressed archive must have
 * @param progress told how many bytes are read
 */
public record LayerSource(
        String name,
        InputStream content,
        Optional<Digest> blob,
        OptionalLong length,
        Optional<Digest> diffId,
        LongConsumer progress) {
    /** An archive of which nothing was announced. */
    public static LayerSource of(String name, InputStream content) {
        return new LayerSource(name, content, Optional.empty(), OptionalLong.empty(), Optional.empty(), read -> {});
    }

    /** The same, which must have this digest and length as transferred. */
    public LayerSource expecting(Digest digest, long bytes) {
        return new LayerSource(name, content, Optional.of(digest), OptionalLong.of(bytes), diffId, progress);
    }

    /** The same, which must have this digest when uncompressed. */
    public LayerSource unpackingTo(Digest digest) {
        return new LayerSource(name, content, blob, length, Optional.of(digest), progress);
    }

    /** The same, telling how it goes on. */
    public LayerSource reportingTo(LongConsumer listener) {
        return new LayerSource(name, content, blob, length, diffId, listener);
    }
}
