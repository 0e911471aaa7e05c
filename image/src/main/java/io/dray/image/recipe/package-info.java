/**
 * Makes the archive of a layer again, byte for byte, and compares a layer with it. Begin with {@link
 * io.dray.image.recipe.RecipeWriter} and {@link io.dray.image.recipe.RecipeStream}.
 */
@NullMarked
package io.dray.image.recipe;

import org.jspecify.annotations.NullMarked;
