/**
 * Configuration in rkt's files: credentials for hosts and registries, the data directory. Start at
 * {@link io.dray.image.config.Configuration}.
 */
@NullMarked
package io.dray.image.config;

import org.jspecify.annotations.NullMarked;
