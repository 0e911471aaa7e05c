@NullMarked
package io.dray.build;

import org.jspecify.annotations.NullMarked;
