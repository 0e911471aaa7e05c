/**
 * Pods: what one is, how it is planned and started, what state it is in, how it ends and is cleaned away.
 * {@link io.dray.pod.PodPlanner} writes a pod's directory, {@link io.dray.pod.PodRegistry} reads it, and
 * {@link io.dray.pod.PodCollector} removes what is left.
 */
@NullMarked
package io.dray.pod;

import org.jspecify.annotations.NullMarked;
