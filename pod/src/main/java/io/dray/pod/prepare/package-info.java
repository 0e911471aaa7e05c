/**
 * A pod that only has to be started: planned and written, and kept for the next time that the same is asked for.
 * {@link io.dray.pod.prepare.PodPlanner} is the entry; {@code docs/adr/0006-kept-plans.md} tells what is kept, and how long.
 */
@NullMarked
package io.dray.pod.prepare;

import org.jspecify.annotations.NullMarked;
