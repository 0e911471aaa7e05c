/**
 * The command layer: a program is a {@link io.dray.clikit.Program} of command tables in code, from which the parser, the help,
 * the shell completions and the reference pages are made. No reflection and no work before the chosen command is known.
 * Start at {@link io.dray.clikit.CommandLine}.
 */
@NullMarked
package io.dray.clikit;

import org.jspecify.annotations.NullMarked;
