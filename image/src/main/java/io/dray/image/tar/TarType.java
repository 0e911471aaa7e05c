package io.dray.image.tar;

import io.dray.linux.FileKind;

/** What a tar entry makes, with the flag that says so in its header (pax(1), "ustar Interchange Format"). */
public enum TarType {
    /** A plain file; the only type with data. */
    FILE('0', FileKind.FILE),
    /** Another name of an earlier file of the archive. */
    HARD_LINK('1', FileKind.FILE),
    /** A symbolic link. */
    LINK('2', FileKind.LINK),
    /** A character device. */
    CHARACTER_DEVICE('3', FileKind.CHARACTER_DEVICE),
    /** A block device. */
    BLOCK_DEVICE('4', FileKind.BLOCK_DEVICE),
    /** A directory. */
    DIRECTORY('5', FileKind.DIRECTORY),
    /** A named pipe. */
    FIFO('6', FileKind.FIFO);

    private final char flag;
    private final FileKind kind;

    TarType(char flag, FileKind kind) {
        this.flag = flag;
        this.kind = kind;
    }

    char flag() {
        return flag;
    }

    /** The kind of file that comes of it. */
    public FileKind kind() {
        return kind;
    }
}
