/**
 * Builds images from sources that follow dgr's conventions: runlevel scripts run in containers on overlays, every step is
 * cached by what it depends on. {@link io.dray.build.ImageBuilder} is the entry.
 */
@NullMarked
package io.dray.build;

import org.jspecify.annotations.NullMarked;
