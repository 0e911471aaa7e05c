@NullMarked
package io.dray.image;

import org.jspecify.annotations.NullMarked;
