/**
 * The volumes of a pod and where its apps see them. {@link io.dray.pod.volume.VolumePlanner} decides, from what was asked for
 * and what the images have, which directories are mounted where.
 */
@NullMarked
package io.dray.pod.volume;

import org.jspecify.annotations.NullMarked;
