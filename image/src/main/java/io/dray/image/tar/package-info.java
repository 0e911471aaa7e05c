/**
 * The tar format and the compressions around it, on bytes: names are never turned into text. Begin with {@link
 * io.dray.image.tar.TarReader} and {@link io.dray.image.tar.TarWriter}.
 */
@NullMarked
package io.dray.image.tar;

import org.jspecify.annotations.NullMarked;
