package io.dray.cli;

import io.dray.cli.FetchOptions.NamedImage;
import io.dray.image.manifest.ImageReference;

/** Says what an image on the command line is to the store. */
interface ImageLookup {
    /** The image that is named; it is in the store, or may be. */
    ImageReference reference(NamedImage image);
}
