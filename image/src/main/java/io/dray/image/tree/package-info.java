/**
 * Trees of files that are made of layers: looked at, merged, copied, without mounting anything.
 * {@link io.dray.image.tree.LayeredTree} resolves paths in one, {@link io.dray.image.tree.LayerMerge} walks all of it.
 */
@NullMarked
package io.dray.image.tree;

import org.jspecify.annotations.NullMarked;
