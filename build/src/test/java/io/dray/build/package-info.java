/** Tests of module build that need neither root nor a network. */
@NullMarked
package io.dray.build;

import org.jspecify.annotations.NullMarked;
