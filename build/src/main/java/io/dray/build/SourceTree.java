package io.dray.build;

import io.dray.core.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads directories of an image source in an order that no file system can change. */
final class SourceTree {
    /** Names are ordered as the C locale orders them, by their bytes; it decides the order in which scripts run. */
    static final Comparator<Path> BY_NAME = (left, right) -> Arrays.compareUnsigned(bytes(left), bytes(right));

    private static final int PERMISSIONS = 0xfff;
    private static final int BUFFER = 1 << 16;

    private SourceTree() {}

    /** The entries of a directory, ordered by name; none if there is no such directory. */
    static List<Path> entries(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted(BY_NAME).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The permission bits, setuid and its kin included. */
    static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & PERMISSIONS;
    }

    /**
     * A digest of names, kinds, permissions, contents and link targets of all that is below a directory; an absent directory
     * has one too. Owners and times do not count: a fresh checkout is the same source.
     *
     * @param excluded names directly in the directory that do not count
     */
    static String digest(Path directory, Set<String> excluded) {
        MessageDigest digest = Digest.Algorithm.SHA256.newMessageDigest();
        try {
            List<Path> top = new ArrayList<>(entries(directory));
            top.removeIf(entry -> excluded.contains(String.valueOf(entry.getFileName())));
            for (Path entry : top) {
                add(digest, directory, entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Digest.ofBytes(Digest.Algorithm.SHA256, digest.digest()).hex();
    }

    private static void add(MessageDigest digest, Path root, Path path) throws IOException {
        frame(digest, bytes(root.relativize(path)));
        if (Files.isSymbolicLink(path)) {
            frame(digest, "link");
            frame(digest, bytes(Files.readSymbolicLink(path)));
        } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            frame(digest, "directory " + mode(path));
            for (Path entry : entries(path)) {
                add(digest, root, entry);
            }
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            frame(digest, "file " + mode(path) + " " + Files.size(path));
            addContent(digest, path);
        } else {
            frame(digest, "special " + mode(path));
        }
    }

    private static void addContent(MessageDigest digest, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream content = Files.newInputStream(file)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
    }

    private static void frame(MessageDigest digest, String text) {
        frame(digest, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void frame(MessageDigest digest, byte[] part) {
        digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(part);
    }

    private static byte[] bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8);
    }
}
