/**
 * What Dray renders into an app's files: attributes, templates, and where every byte of the result comes from.
 * {@link io.dray.pod.configuration.PodRenderer} is the entry; {@link io.dray.pod.configuration.AppRoot} names an app's layers.
 */
@NullMarked
package io.dray.pod.configuration;

import org.jspecify.annotations.NullMarked;
