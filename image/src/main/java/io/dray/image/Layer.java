package io.dray.image;

import io.dray.core.Digest;
import java.nio.file.Path;

/**
 * One unpacked layer in the store: a lower directory of an overlay.
 *
 * @param digest what the layer is named by
 * @param link its short path relative to the data directory, {@code l/k3mq2x7a}, for mount options
 * @param tree its files
 * @param image the image that brought it; of a mask layer the image whose whitelist it carries out
 */
public record Layer(Digest digest, String link, Path tree, StoredImage image) {}
