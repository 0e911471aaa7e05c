/**
 * The values templates work on, and how Go prints, quotes and compares them.
 * {@link io.dray.template.value.ValueKind} lists them, {@link io.dray.template.value.GoFormat} prints them.
 */
@NullMarked
package io.dray.template.value;

import org.jspecify.annotations.NullMarked;
