package io.dray.image.tar;

/** How an archive is compressed. */
public enum Compression {
    /** Not at all. */
    NONE,
    /** gzip, one or several members. */
    GZIP,
    /** bzip2. */
    BZIP2,
    /** xz. */
    XZ,
    /** Zstandard; not in the appc specification, but several times faster. */
    ZSTD
}
