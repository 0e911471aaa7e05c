/**
 * OCI and Docker images: read from layouts, archives and registries, brought into the store as appc images, and written.
 * {@link io.dray.image.oci.OciImport} brings one in from any {@link io.dray.image.oci.OciBlobs}.
 */
@NullMarked
package io.dray.image.oci;

import org.jspecify.annotations.NullMarked;
