package io.dray.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whole directories. Symbolic links are never followed, except where a method says so. */
final class Trees {
    static final int DIRECTORY_MODE = 0755;
    static final int EXECUTABLE_MODE = 0755;
    static final int FILE_MODE = 0644;

    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private Trees() {}

    /** Creates a directory, and its parents, with the permissions that directories of an image have: 0755. */
    static Path directory(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Path parent = path.getParent();
                if (parent != null) {
                    directory(parent);
                }
                Files.createDirectory(path);
                // not left to the umask of whoever builds
                Files.setPosixFilePermissions(path, READABLE);
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets the permission bits, setuid and its kin included. */
    static void setMode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes a file or a directory with all that is in it; nothing there is fine. */
    static void delete(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
                    // somebody else may be removing the same directory
                    if (error instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw error;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error)
                        throws IOException {
                    if (error != null) {
                        throw error;
                    }
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a directory of scripts: every regular file becomes executable, links are replaced by what they name. */
    static void copyScripts(Path from, Path to) {
        directory(to);
        try {
            for (Path entry : SourceTree.entries(from)) {
                Path copy = to.resolve(entry.getFileName());
                if (Files.isDirectory(entry)) {
                    copyScripts(entry, copy);
                } else if (Files.isRegularFile(entry)) {
                    Files.copy(entry, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                    setMode(copy, EXECUTABLE_MODE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the files directly in a directory, for instance the attributes that scripts wrote. */
    static void copyFiles(Path from, Path to) {
        directory(to);
        try {
            for (Path entry : SourceTree.entries(from)) {
                if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    Files.copy(
                            entry,
                            to.resolve(entry.getFileName()),
                            StandardCopyOption.REPLACE_EXISTING,
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
