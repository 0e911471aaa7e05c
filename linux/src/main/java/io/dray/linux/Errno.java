package io.dray.linux;

/** The errors of system calls that Dray tells apart (errno(3)); the numbers are those of Linux on every 64-bit machine. */
public enum Errno {
    EPERM(1, "operation not permitted"),
    ENOENT(2, "no such file or directory"),
    EINTR(4, "interrupted"),
    EIO(5, "input/output error"),
    E2BIG(7, "argument list too long"),
    EAGAIN(11, "resource temporarily unavailable"),
    ENOMEM(12, "out of memory"),
    EACCES(13, "permission denied"),
    EBUSY(16, "device or resource busy"),
    EEXIST(17, "file exists"),
    EXDEV(18, "it is on another file system"),
    ENOTDIR(20, "not a directory"),
    EISDIR(21, "is a directory"),
    EINVAL(22, "invalid argument"),
    EMFILE(24, "too many open files"),
    EFBIG(27, "file too large"),
    ENOSPC(28, "no space left on device"),
    EROFS(30, "read-only file system"),
    EMLINK(31, "too many links"),
    EPIPE(32, "the other side is gone"),
    ERANGE(34, "result too large"),
    ENAMETOOLONG(36, "file name too long"),
    ENOSYS(38, "this kernel does not know the system call"),
    ENOTEMPTY(39, "directory not empty"),
    ELOOP(40, "too many symbolic links"),
    ENODATA(61, "no data available"),
    EOPNOTSUPP(95, "the file system does not support it"),
    EAFNOSUPPORT(97, "this kernel does not know the kind of address"),
    EADDRINUSE(98, "another socket has the address"),
    EADDRNOTAVAIL(99, "this machine does not have the address"),
    ECONNRESET(104, "the other side is gone"),
    ECONNREFUSED(111, "nobody listens"),
    EDQUOT(122, "disk quota exceeded"),
    /** Any other; the message of {@link ErrnoException} has the number. */
    OTHER(-1, "error");

    private final int number;
    private final String text;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
    }

    static Errno of(int number) {
        for (Errno errno : values()) {
            if (errno.number == number) {
                return errno;
            }
        }
        return OTHER;
    }

    /** What it means, in lower case. */
    public String text() {
        return text;
    }
}
