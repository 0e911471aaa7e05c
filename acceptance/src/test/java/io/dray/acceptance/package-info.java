/**
 * End-to-end tests: every one of them uses Dray as a person does, through {@code bin/dray} alone. They need root. Start at
 * {@link io.dray.acceptance.Dray}.
 */
@NullMarked
package io.dray.acceptance;

import org.jspecify.annotations.NullMarked;
