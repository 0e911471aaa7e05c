/**
 * What a pod asks of the network and what comes of it: ports that lead to its apps. The entry type is
 * {@link io.dray.pod.network.PortForward}.
 */
@NullMarked
package io.dray.pod.network;

import org.jspecify.annotations.NullMarked;
