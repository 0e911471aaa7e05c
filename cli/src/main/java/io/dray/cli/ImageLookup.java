package io.dray.cli;

import io.dray.image.manifest.ImageReference;

/** Says what a word on the command line means to the store. */
interface ImageLookup {
    /** The image that the word names; it is in the store, or may be. */
    ImageReference reference(String word);
}
