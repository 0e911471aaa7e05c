package io.dray.image;

/** Gets an image once more from where it came from. */
public interface ImageSupplier {
    /**
     * Brings the image's missing layers into the store.
     *
     * @throws io.dray.core.DrayException if it cannot
     */
    void supply(StoredImage image);
}
