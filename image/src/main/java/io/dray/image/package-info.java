/**
 * Images: what their manifests say, where they are kept, and how they are written. Begin with {@link
 * io.dray.image.ImageStore}.
 */
@NullMarked
package io.dray.image;

import org.jspecify.annotations.NullMarked;
