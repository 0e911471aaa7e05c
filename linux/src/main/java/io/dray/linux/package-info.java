@NullMarked
package io.dray.linux;

import org.jspecify.annotations.NullMarked;
