/**
 * From what a user asks for to what will be started: every question about images, users, programs, volumes and networks
 * is answered here, before anything is started. {@link io.dray.pod.plan.RunRequest} goes in,
 * {@link io.dray.pod.plan.PlannedPod} comes out.
 */
@NullMarked
package io.dray.pod.plan;

import org.jspecify.annotations.NullMarked;
