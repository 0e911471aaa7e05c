package io.dray.image.unpack;

import io.dray.core.InvalidInputException;

/**
 * How much an archive may ask for before it counts as hostile. The bounds that the kernel itself sets, on names and
 * attributes, are constants.
 *
 * @param bytes of the uncompressed archive
 * @param entries in the archive
 * @param ratio uncompressed to compressed bytes, looked at after {@link #RATIO_GRACE} bytes
 */
public record UnpackLimits(long bytes, long entries, long ratio) {
    /** What an image may be unless somebody says otherwise: 64 GiB, a million files, 500 to one. */
    public static final UnpackLimits DEFAULT = new UnpackLimits(64L << 30, 1_000_000, 500);

    /** For what was within limits before. */
    public static final UnpackLimits UNLIMITED = new UnpackLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    /** A small archive may be as compressible as it likes. */
    public static final long RATIO_GRACE = 100L << 20;

    /** Components of a path. */
    public static final int MAX_DEPTH = 256;

    /** Bytes of a whole path or a link's target; the kernel's PATH_MAX. */
    public static final int MAX_PATH = 4096;

    /** Bytes of one component; NAME_MAX of all common file systems. */
    public static final int MAX_NAME = 255;

    /** Bytes of all extended attributes of a file together. */
    public static final int MAX_ATTRIBUTES = 64 * 1024;

    /** Bytes of the manifest. */
    public static final int MAX_MANIFEST = 4 * 1024 * 1024;

    void checkBytes(long uncompressed, long compressed) {
        if (uncompressed > bytes) {
            throw new InvalidInputException("uncompressed it is larger than the limit of " + bytes + " bytes");
        }
        if (uncompressed > RATIO_GRACE && uncompressed / Math.max(1, compressed) > ratio) {
            throw new InvalidInputException("it is compressed more than " + ratio
                    + " to one, the limit for archives over " + RATIO_GRACE + " bytes");
        }
    }

    void checkApparent(long unpacked) {
        if (unpacked > bytes) {
            throw new InvalidInputException(
                    "unpacked, holes included, it is larger than the limit of " + bytes + " bytes");
        }
    }

    /** Refuses one entry too many. */
    public void checkEntries(long count) {
        if (count > entries) {
            throw new InvalidInputException("it has more entries than the limit of " + entries);
        }
    }
}
