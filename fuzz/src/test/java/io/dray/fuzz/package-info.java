/**
 * Fuzzing of what reads the input of strangers. A build runs the seeds only; {@code JAZZER_FUZZ=1} searches for more, one test at a
 * time.
 */
@NullMarked
package io.dray.fuzz;

import org.jspecify.annotations.NullMarked;
