/**
 * The tar format and the compressions around it, on bytes: names are never turned into text. Begin with {@link
 * io.dray.image.tar.Compression}.
 */
@NullMarked
package io.dray.image.tar;

import org.jspecify.annotations.NullMarked;
