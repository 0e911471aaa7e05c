package io.dray.build;

import java.nio.file.Path;

/**
 * The kept result of one build step.
 *
 * @param key what it was made from
 * @param directory {@code steps/<key>}
 */
record Step(String key, Path directory) {
    /** What the step changed in the image: an overlay upper directory, or a plain tree. */
    Path tree() {
        return directory.resolve("tree");
    }

    /** The attributes that scripts wrote for the manifest, those of earlier steps included. */
    Path attributes() {
        return directory.resolve("attributes");
    }
}
