/**
 * Images of registries that speak the OCI distribution protocol, Docker's included: who to ask, how to be let in, and their
 * blobs. Start at {@link io.dray.image.registry.RegistryPull}.
 */
@NullMarked
package io.dray.image.registry;

import org.jspecify.annotations.NullMarked;
