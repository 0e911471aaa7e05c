package io.dray.linux;

/**
 * What the kernel says about a file, a link not followed (statx(2)).
 *
 * @param kind what it is
 * @param mode permissions, with the setuid, setgid and sticky bits
 * @param uid owner
 * @param gid group
 * @param size bytes
 * @param modified when its content last changed
 * @param identity which file it is, whatever its name; and how many names it has
 * @param device of a device what it stands for
 */
public record FileStatus(
        FileKind kind, int mode, long uid, long gid, long size, FileTime modified, Identity identity, Device device) {

    /**
     * A moment of a file's history.
     *
     * @param seconds since 1970, may be negative
     * @param nanos 0 to 999999999, counted forward
     */
    public record FileTime(long seconds, int nanos) {}

    /**
     * Which file it is.
     *
     * @param device the file system
     * @param inode the file in it
     * @param links how many names it has
     */
    public record Identity(long device, long inode, long links) {}

    /**
     * The numbers of a device.
     *
     * @param major the driver
     * @param minor the device of that driver
     */
    public record Device(int major, int minor) {
        /** No device. */
        public static final Device NONE = new Device(0, 0);
    }

    /** Whether it is a character device 0:0, by which overlayfs marks a deleted file. */
    public boolean isWhiteout() {
        return kind == FileKind.CHARACTER_DEVICE && device.equals(Device.NONE);
    }

    public boolean isDirectory() {
        return kind == FileKind.DIRECTORY;
    }
}
