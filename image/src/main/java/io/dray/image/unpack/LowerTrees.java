package io.dray.image.unpack;

import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.Errno;
import io.dray.linux.ErrnoException;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The layers beneath one that is being unpacked, as overlayfs will show them. By byte names; not thread-safe. */
public final class LowerTrees implements AutoCloseable {
    static final String OPAQUE = "trusted.overlay.opaque";

    private static final ByteString SLASH = ByteString.of("/");
    private static final byte[] YES = "y".getBytes(StandardCharsets.US_ASCII);

    /** Topmost first. */
    private final List<DirectoryHandle> trees = new ArrayList<>();

    /** A name at the top that is none of theirs; empty for nothing. */
    private ByteString unseen = ByteString.of("");

    private LowerTrees() {}

    /** No layers at all. */
    public static LowerTrees none() {
        return new LowerTrees();
    }

    /** Layers by their directories, lowest first. */
    public static LowerTrees open(List<Path> directories) throws IOException {
        LowerTrees lower = new LowerTrees();
        try {
            for (Path directory : directories.reversed()) {
                lower.trees.add(DirectoryHandle.open(directory));
            }
            return lower;
        } catch (IOException e) {
            lower.close();
            throw e;
        }
    }

    /**
     * One directory, in which something lies that is none of it.
     *
     * @param unseen the name of that
     */
    public static LowerTrees openWithout(Path directory, String unseen) throws IOException {
        LowerTrees lower = open(List.of(directory));
        lower.unseen = ByteString.of(unseen);
        return lower;
    }

    boolean isEmpty() {
        return trees.isEmpty();
    }

    /**
     * A file that the layers show.
     *
     * @param status what it is
     * @param tree the layer that has it
     * @param path where
     */
    record Found(FileStatus status, DirectoryHandle tree, ByteString path) {
        ByteString target() throws IOException {
            try (DirectoryHandle parent = tree.openInRoot(path.parent())) {
                return parent.readLink(path.name());
            }
        }

        Map<String, byte[]> attributes() throws IOException {
            try (DirectoryHandle parent = tree.openInRoot(path.parent())) {
                Map<String, byte[]> attributes = parent.attributes(path.name());
                attributes.keySet().removeIf(name -> !KeptAttributes.contains(name, status.kind()));
                return attributes;
            }
        }
    }

    private enum Look {
        FOUND,
        HIDDEN,
        FURTHER_DOWN
    }

    /** What the layers show at a path on whose way there are no links; empty if nothing. */
    Optional<Found> find(ByteString path) throws IOException {
        if (!unseen.isEmpty() && (path.equals(unseen) || path.startsWith(unseen.concat(SLASH)))) {
            return Optional.empty();
        }
        for (DirectoryHandle tree : trees) {
            Look look = look(tree, path);
            if (look == Look.HIDDEN) {
                return Optional.empty();
            }
            if (look == Look.FOUND) {
                try (DirectoryHandle parent = tree.openInRoot(path.parent())) {
                    return Optional.of(new Found(parent.status(path.name()).orElseThrow(), tree, path));
                }
            }
        }
        return Optional.empty();
    }

    private static Look look(DirectoryHandle tree, ByteString path) throws IOException {
        boolean last = true;
        int start = 0;
        DirectoryHandle directory = tree.openInRoot(ByteString.of(""));
        try {
            while (true) {
                int slash = path.indexOf('/', start);
                last = slash < 0;
                ByteString name = path.substring(start, last ? path.length() : slash);
                Optional<FileStatus> status = directory.status(name);
                if (status.isEmpty()) {
                    return isOpaque(directory) ? Look.HIDDEN : Look.FURTHER_DOWN;
                }
                if (status.get().isWhiteout()) {
                    return Look.HIDDEN;
                }
                if (last) {
                    return Look.FOUND;
                }
                if (status.get().kind() != FileKind.DIRECTORY) {
                    return Look.HIDDEN;
                }
                boolean opaque = isOpaque(directory);
                DirectoryHandle next = directory.openDirectory(name);
                directory.close();
                directory = next;
                if (opaque) {
                    return lookBelowOpaque(directory, path.substring(slash + 1, path.length()));
                }
                start = slash + 1;
            }
        } finally {
            directory.close();
        }
    }

    /** Below an opaque directory what this layer does not have is nowhere. */
    private static Look lookBelowOpaque(DirectoryHandle directory, ByteString rest) throws IOException {
        return look(directory, rest) == Look.FOUND ? Look.FOUND : Look.HIDDEN;
    }

    private static boolean isOpaque(DirectoryHandle directory) throws IOException {
        byte[] value = directory.attributes(DirectoryHandle.SELF).get(OPAQUE);
        return value != null && Arrays.equals(value, YES);
    }

    /** All names that the layers show at their top. */
    Set<ByteString> topNames() throws IOException {
        Set<ByteString> names = new TreeSet<>();
        for (DirectoryHandle tree : trees) {
            names.addAll(tree.names());
        }
        Set<ByteString> shown = new TreeSet<>();
        for (ByteString name : names) {
            if (find(name).isPresent()) {
                shown.add(name);
            }
        }
        return shown;
    }

    /** Marks a directory: what lower layers have in it is hidden. */
    static void makeOpaque(DirectoryHandle parent, ByteString name) throws IOException {
        try {
            parent.changeAttribute(name, OPAQUE, YES);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EPERM) {
                throw new io.dray.core.EnvironmentException(
                        "only root can unpack a layer that hides a whole directory", "run as root");
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        for (DirectoryHandle tree : trees) {
            tree.close();
        }
    }
}
