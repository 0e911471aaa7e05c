/**
 * What the apps of a pod may ask the kernel for. {@link io.dray.pod.isolator.SystemCallFilter} is what an app's isolators say
 * about system calls.
 */
@NullMarked
package io.dray.pod.isolator;

import org.jspecify.annotations.NullMarked;
