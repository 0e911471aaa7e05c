package io.dray.image;

/** Knows of uses of images that the store does not know of: pods. */
public interface ImageGuard {
    /** Allows everything. */
    ImageGuard NONE = image -> {};

    /**
     * Looks whether the image may be removed.
     *
     * @throws io.dray.core.InvalidInputException if something uses it
     */
    void requireUnused(StoredImage image);
}
