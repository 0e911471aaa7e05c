@NullMarked
package io.dray.cli;

import org.jspecify.annotations.NullMarked;
