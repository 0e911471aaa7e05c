/**
 * Images by their addresses: files, URLs, names found by appc discovery, registries; with their dependencies, and only as the
 * operator's policy allows. Start at {@link io.dray.image.fetch.ImageFetcher}.
 */
@NullMarked
package io.dray.image.fetch;

import org.jspecify.annotations.NullMarked;
