package io.dray.image;

import io.dray.core.Digest;
import io.dray.core.DrayException;
import io.dray.image.manifest.ImageManifest;

/** Has the last word on an image before it appears in the store: whether it is the one that was asked for, and trusted. */
@FunctionalInterface
public interface Admission {
    /**
     * Called when everything is read and checked and nothing is published.
     *
     * @return what the store is to note of where the image came from
     * @throws DrayException to refuse the image, of which nothing stays then
     */
    ImageOrigin admit(Digest id, ImageManifest manifest);
}
