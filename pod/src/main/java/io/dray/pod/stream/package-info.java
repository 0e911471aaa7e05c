/**
 * The standard streams of apps: where each leads. {@link io.dray.pod.stream.AppStreams} says it for one app.
 */
@NullMarked
package io.dray.pod.stream;

import org.jspecify.annotations.NullMarked;
