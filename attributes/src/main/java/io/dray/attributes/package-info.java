@NullMarked
package io.dray.attributes;

import org.jspecify.annotations.NullMarked;
