/**
 * The command {@code dray}: one class per command, each of which parses, calls one module and prints. {@link io.dray.cli.Main}
 * is the process, {@link io.dray.cli.Dray} the same without one, {@link io.dray.cli.Wiring} the composition root.
 */
@NullMarked
package io.dray.cli;

import org.jspecify.annotations.NullMarked;
