package io.dray.linux;

import io.dray.core.DrayException;
import io.dray.core.EnvironmentException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns failed input and output into what a person is told: what was attempted, why it failed, how to mend it. */
public final class IoFailures {
    private IoFailures() {}

    /**
     * The exception to throw where a module's work ends on an {@link IOException}.
     *
     * @param attempted what was tried, on which object: {@code cannot import /tmp/x.aci}
     */
    public static DrayException during(String attempted, IOException e) {
        Errno errno = errnoOf(e);
        return new EnvironmentException(attempted + ": " + reason(e, errno), remedy(errno), e);
    }

    /**
     * The exception to throw where one file could not be used; unlike {@link #during} it names that file only once.
     *
     * @param attempted what was tried: {@code cannot read}
     */
    public static DrayException with(String attempted, Path file, IOException e) {
        Errno errno = errnoOf(e);
        boolean same =
                e instanceof FileSystemException failed && file.toString().equals(failed.getFile());
        String reason = same && errno != Errno.OTHER ? errno.text() : reason(e, errno);
        return new EnvironmentException(attempted + " " + file + ": " + reason, remedy(errno), e);
    }

    /** Whether a name was longer than names of files can be: there is nothing of that name. */
    public static boolean isNameTooLong(IOException e) {
        return errnoOf(e) == Errno.ENAMETOOLONG;
    }

    private static String reason(IOException e, Errno errno) {
        if (e instanceof FileSystemException file && file.getReason() == null) {
            String text = errno == Errno.OTHER ? e.getClass().getSimpleName() : errno.text();
            return file.getFile() + ": " + text;
        }
        if (e instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        String message = e.getMessage();
        if (message == null) {
            return e.getClass().getSimpleName();
        }
        return message.equalsIgnoreCase(errno.text()) ? errno.text() : message;
    }

    private static Errno errnoOf(IOException e) {
        if (e instanceof ErrnoException known) {
            return known.errno();
        }
        if (e instanceof AccessDeniedException) {
            return Errno.EACCES;
        }
        if (e instanceof AtomicMoveNotSupportedException) {
            return Errno.EXDEV;
        }
        if (e instanceof NoSuchFileException) {
            return Errno.ENOENT;
        }
        if (e instanceof NotDirectoryException) {
            return Errno.ENOTDIR;
        }
        if (e instanceof FileAlreadyExistsException) {
            return Errno.EEXIST;
        }
        if (e.getCause() instanceof ReadOnlyFileSystemException) {
            return Errno.EROFS;
        }
        // the platform gives the rest as strerror's English text only
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        for (Errno errno : Errno.values()) {
            if (errno != Errno.OTHER && message.contains(errno.text())) {
                return errno;
            }
        }
        return Errno.OTHER;
    }

    private static @Nullable String remedy(Errno errno) {
        return switch (errno) {
            case ENOSPC, EDQUOT -> "free some space with 'dray gc', or choose another place with --dir";
            case EACCES, EPERM -> "run as root";
            case EROFS -> "choose a place that can be written with --dir";
            case EXDEV -> "keep the whole data directory on one file system";
            case EOPNOTSUPP -> "choose a file system with extended attributes, such as ext4 or xfs, with --dir";
            case ENOSYS -> "Dray needs Linux 5.6 or newer";
            case EMFILE -> "raise the limit of open files with ulimit -n";
            case ENOENT,
                    EINTR,
                    EIO,
                    EAGAIN,
                    ENOMEM,
                    EBUSY,
                    EEXIST,
                    ENOTDIR,
                    EISDIR,
                    EINVAL,
                    EFBIG,
                    E2BIG,
                    EMLINK,
                    EPIPE,
                    ERANGE,
                    ENAMETOOLONG,
                    ENOTEMPTY,
                    ELOOP,
                    ENODATA,
                    EAFNOSUPPORT,
                    EADDRINUSE,
                    EADDRNOTAVAIL,
                    ECONNRESET,
                    ECONNREFUSED,
                    OTHER -> null;
        };
    }
}
