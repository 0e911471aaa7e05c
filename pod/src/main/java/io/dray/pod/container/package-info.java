/**
 * The configuration of one container in the words of the OCI runtime specification.
 * {@link io.dray.pod.container.ContainerConfig} writes what crun reads.
 */
@NullMarked
package io.dray.pod.container;

import org.jspecify.annotations.NullMarked;
