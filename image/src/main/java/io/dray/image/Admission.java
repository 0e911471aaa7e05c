package io.dray.image;

import io.dray.core.Digest;
import io.dray.core.DrayException;

/** Has the last word on an image before it appears in the store: whether it is the one that was asked for, and trusted. */
@FunctionalInterface
public interface Admission {
    /** Lets every image in. */
    Admission ALL = (id, manifest) -> {};

    /**
     * Called when everything is read and checked and nothing is published.
     *
     * @throws DrayException to refuse the image
     */
    void admit(Digest id, ImageManifest manifest);
}
