package io.dray.image;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.linux.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Keeps two processes or threads from getting the same thing at the same time: {@code cache/locks/<digest of its name>}. */
final class SourceLock {
    private SourceLock() {}

    /** Waits until nobody else has it. */
    static FileLock acquire(DataDirectory data, String source) {
        Path locks = DataDirectory.create(data.root().resolve("cache").resolve("locks"));
        return FileLock.acquire(
                locks.resolve(Digest.of(Digest.Algorithm.SHA256, source.getBytes(StandardCharsets.UTF_8))
                        .hex()));
    }
}
