/**
 * Brings archives that nobody vouches for onto the disk: nothing outside of the target is ever touched, whatever the archive
 * says. Begin with {@link io.dray.image.unpack.TreeUnpacker}.
 */
@NullMarked
package io.dray.image.unpack;

import org.jspecify.annotations.NullMarked;
