package io.dray.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes that a crash cannot tear: aside, fsync, rename, fsync of the directory.
 *
 * <p>The file aside is named {@code .<name>.<pid>.tmp}, so that two processes never write the same one.
 */
public final class AtomicFiles {
    private AtomicFiles() {}

    /** Writes the whole content; afterwards the path holds either the old or the new content, never a part. */
    public static void write(Path path, byte[] content) throws IOException {
        Path directory = directoryOf(path);
        Path aside = directory.resolve(
                "." + path.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        rename(aside, path);
    }

    /** Writes the text in UTF-8; see {@link #write(Path, byte[])}. */
    public static void write(Path path, String text) throws IOException {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Renames a file or directory within one file system and makes the rename durable. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(directoryOf(to));
    }

    /** Makes the entries of a directory durable. */
    public static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path directoryOf(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " has no directory");
        }
        return parent;
    }
}
