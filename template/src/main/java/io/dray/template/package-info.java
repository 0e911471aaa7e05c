@NullMarked
package io.dray.template;

import org.jspecify.annotations.NullMarked;
