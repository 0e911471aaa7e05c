@NullMarked
package io.dray.clikit;

import org.jspecify.annotations.NullMarked;
