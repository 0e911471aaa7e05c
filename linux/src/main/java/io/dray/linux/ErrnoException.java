package io.dray.linux;

import java.io.IOException;

/** A system call that failed. */
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    ErrnoException(String call, int number) {
        super(call + ": " + describe(number));
        this.errno = Errno.of(number);
    }

    private ErrnoException(String message, Errno errno, Throwable cause) {
        super(message, cause);
        this.errno = errno;
    }

    private static String describe(int number) {
        Errno errno = Errno.of(number);
        return errno == Errno.OTHER ? "error " + number : errno.text();
    }

    /** The same failure with the file's name in front. */
    ErrnoException on(String file) {
        return new ErrnoException(file + ": " + errno.text(), errno, this);
    }

    public Errno errno() {
        return errno;
    }
}
