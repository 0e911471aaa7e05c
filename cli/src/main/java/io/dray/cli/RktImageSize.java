package io.dray.cli;

import io.dray.image.ImageStore;
import io.dray.image.StoredImage;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Files;

/**
 * The size of an image as rkt counted it: its uncompressed archive, and its tree as rendered for pods. Dray keeps one of the two
 * only, but scripts that were written for rkt compare the sum.
 */
final class RktImageSize {
    /** The directory that held a rendered tree. */
    private static final long DIRECTORY = 4096;

    /** What lay beside the tree's rootfs and manifest: two files, each of one image ID of 64 digits, and an empty one. */
    private static final long MARKS = 2L * ("sha512-".length() + 64);

    private RktImageSize() {}

    /** Bytes. */
    static long of(StoredImage image, ImageStore store) {
        long archive = store.archiveSize(image);
        return image.isPacked() ? archive : archive + store.treeSize(image) + manifest(image) + DIRECTORY + MARKS;
    }

    /** 0 of an image that was just removed. */
    private static long manifest(StoredImage image) {
        try {
            return Files.exists(image.manifestFile()) ? Files.size(image.manifestFile()) : 0;
        } catch (IOException e) {
            throw IoFailures.with("cannot read", image.manifestFile(), e);
        }
    }
}
