package io.dray.image;

import io.dray.core.Digest;

/**
 * A layer in the store.
 *
 * @param digest what it is named by: the digest of its archive, or of the chain beneath if its files depend on that
 * @param diffId digest of its uncompressed archive
 * @param size bytes of its plain files
 */
public record StoredLayer(Digest digest, Digest diffId, long size) {}
