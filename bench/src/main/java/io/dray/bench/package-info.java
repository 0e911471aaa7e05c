/**
 * Measures whole commands of Dray beside their peers, taking turns in one run so that a slow moment of the machine meets all
 * of them. Start at {@link io.dray.bench.Main}.
 */
@NullMarked
package io.dray.bench;

import org.jspecify.annotations.NullMarked;
