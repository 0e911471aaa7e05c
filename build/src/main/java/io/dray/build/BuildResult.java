package io.dray.build;

import io.dray.image.StoredImage;
import java.nio.file.Path;

/**
 * What a build made.
 *
 * @param image the image in the store
 * @param aci the archive in the project's {@code target/}
 * @param upToDate whether it was there already, because nothing it depends on has changed
 */
public record BuildResult(StoredImage image, Path aci, boolean upToDate) {}
