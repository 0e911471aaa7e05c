@NullMarked
package io.dray.pod;

import org.jspecify.annotations.NullMarked;
