package io.dray.image;

import io.dray.core.Digest;

/** Told how the import of an archive goes on; called on the importing thread, some times a second at most. */
public interface ImportListener {
    /**
     * So much of the archive is read.
     *
     * @param read bytes of the archive as it lies on the disk
     * @param total bytes of the whole archive
     */
    default void progressed(long read, long total) {}

    /** The image is in the store; {@code known} if it was there before. */
    default void imported(Digest id, boolean known) {}

    /** Something that does not stop the import but that a person should know; one line. */
    default void warned(String message) {}

    /** A listener that ignores everything. */
    static ImportListener silent() {
        return new ImportListener() {};
    }
}
