/**
 * The store of images: what is in it, how images get in and out of it, and what keeps them there. Begin with {@link
 * io.dray.image.ImageStore}; the formats, and the ways that images come from elsewhere, have packages of their own.
 */
@NullMarked
package io.dray.image;

import org.jspecify.annotations.NullMarked;
