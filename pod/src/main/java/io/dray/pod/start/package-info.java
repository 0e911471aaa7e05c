/**
 * What starts a pod without Dray: its scripts, the configuration of its containers, the services that supervise them.
 * {@link io.dray.pod.start.PodWriter} writes a planned pod's directory.
 */
@NullMarked
package io.dray.pod.start;

import org.jspecify.annotations.NullMarked;
