/**
 * Archives of appc: {@link io.dray.image.aci.AciReader} reads one in a single pass, {@link io.dray.image.aci.AciWriter} writes
 * one, always the same bytes for the same files.
 */
@NullMarked
package io.dray.image.aci;

import org.jspecify.annotations.NullMarked;
