/**
 * What happens to pods, and what they use: {@link io.dray.pod.lifecycle.PodEvents} tells it from the pods' directories, {@link
 * io.dray.pod.lifecycle.PodWatch} as it happens, {@link io.dray.pod.lifecycle.PodUsage} from their control groups.
 */
@NullMarked
package io.dray.pod.lifecycle;

import org.jspecify.annotations.NullMarked;
