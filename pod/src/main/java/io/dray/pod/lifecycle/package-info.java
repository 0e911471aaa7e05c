/**
 * What is done with pods, and what happens to them: they are stopped, entered, exported and cleaned away.
 * {@link io.dray.pod.lifecycle.PodCollector} removes what is left of them; {@link io.dray.pod.lifecycle.PodEvents} and {@link
 * io.dray.pod.lifecycle.PodWatch} tell their story, {@link io.dray.pod.lifecycle.PodUsage} what they use.
 */
@NullMarked
package io.dray.pod.lifecycle;

import org.jspecify.annotations.NullMarked;
