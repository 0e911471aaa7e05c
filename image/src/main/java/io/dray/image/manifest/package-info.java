/**
 * Manifests of appc: what an image says about itself, and the rules that it has to follow (appc spec, aci.md and pods.md).
 * {@link io.dray.image.manifest.ImageManifest} is what the rest of Dray reads; {@link io.dray.image.manifest.ManifestInspection}
 * judges one.
 */
@NullMarked
package io.dray.image.manifest;

import org.jspecify.annotations.NullMarked;
