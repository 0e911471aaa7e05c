package io.dray.linux;

/** What kind of file a file is, with the bits that stand for it in a mode (inode(7)). */
public enum FileKind {
    /** A plain file. */
    FILE(0100000),
    /** A directory. */
    DIRECTORY(0040000),
    /** A symbolic link. */
    LINK(0120000),
    /** A character device. */
    CHARACTER_DEVICE(0020000),
    /** A block device. */
    BLOCK_DEVICE(0060000),
    /** A named pipe. */
    FIFO(0010000),
    /** A socket. */
    SOCKET(0140000);

    private static final int MASK = 0170000;

    private final int bits;

    FileKind(int bits) {
        this.bits = bits;
    }

    int bits() {
        return bits;
    }

    static FileKind ofMode(int mode) {
        for (FileKind kind : values()) {
            if (kind.bits == (mode & MASK)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of file has the mode " + Integer.toOctalString(mode));
    }
}
