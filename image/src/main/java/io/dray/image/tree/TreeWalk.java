package io.dray.image.tree;

import io.dray.core.OperationFailedException;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Goes through several overlay upper directories, each made on top of the ones before it, as through one tree (kernel
 * documentation, overlayfs.rst, "whiteouts and opaque directories"). Remembers only the names in the directories on its way. Not
 * thread-safe.
 */
public final class TreeWalk {
    private static final String OPAQUE = "trusted.overlay.opaque";
    private static final String REDIRECT = "trusted.overlay.redirect";
    private static final byte[] YES = {'y'};

    private final TreeVisitor visitor;

    private TreeWalk(TreeVisitor visitor) {
        this.visitor = visitor;
    }

    /** One of the directories that are merged at a place: a handle on it and the tree it belongs to. */
    private record Part(DirectoryHandle handle, Path tree) {}

    /** Where a name was found, topmost first. */
    private record Found(Part part, FileStatus status) {}

    /**
     * Shows a visitor everything in the trees, which must not change meanwhile.
     *
     * @param treesLowestFirst existing directories; at least one
     */
    public static void walk(List<Path> treesLowestFirst, TreeVisitor visitor) throws IOException {
        List<Part> roots = new ArrayList<>();
        try {
            for (Path tree : treesLowestFirst.reversed()) {
                roots.add(new Part(DirectoryHandle.open(tree), tree));
            }
            Part top = roots.getFirst();
            MergedFile root = new MergedFile(ByteString.of(""), top.tree, statusOf(top, DirectoryHandle.SELF));
            visitor.file(root);
            new TreeWalk(visitor).walk(roots, ByteString.of(""), 0);
            visitor.left(root);
        } finally {
            close(roots);
        }
    }

    private void walk(List<Part> parts, ByteString path, int depth) throws IOException {
        if (depth > UnpackLimits.MAX_DEPTH) {
            throw new OperationFailedException(
                    "/" + path + " lies deeper than " + UnpackLimits.MAX_DEPTH + " directories");
        }
        for (ByteString name : names(parts)) {
            visit(parts, path.resolve(name), name, depth);
        }
    }

    private static Collection<ByteString> names(List<Part> parts) throws IOException {
        if (parts.size() == 1) {
            return parts.getFirst().handle.names();
        }
        TreeSet<ByteString> names = new TreeSet<>();
        for (Part part : parts) {
            names.addAll(part.handle.names());
        }
        return names;
    }

    private void visit(List<Part> parts, ByteString path, ByteString name, int depth) throws IOException {
        List<Found> directories = new ArrayList<>();
        boolean covers = false;
        for (Part part : parts) {
            Optional<FileStatus> status = part.handle.status(name);
            if (status.isEmpty()) {
                continue;
            }
            if (!status.get().isDirectory()) {
                if (directories.isEmpty()) {
                    addFile(path, new Found(part, status.get()));
                    return;
                }
                // something else lies below the directory, so it was made anew
                covers = true;
                break;
            }
            directories.add(new Found(part, status.get()));
            if (isOpaque(part, name, path)) {
                covers = true;
                break;
            }
        }
        MergedFile directory = directory(path, name, directories);
        visitor.file(directory);
        if (covers) {
            visitor.replaced(path);
        }
        descend(directories, path, name, depth);
        visitor.left(directory);
    }

    private void addFile(ByteString path, Found found) throws IOException {
        if (found.status.isWhiteout()) {
            visitor.deleted(path);
        } else {
            visitor.file(new MergedFile(path, found.part.tree, found.status));
        }
    }

    private static MergedFile directory(ByteString path, ByteString name, List<Found> directories) {
        if (directories.isEmpty()) {
            throw new OperationFailedException("/" + path + " went away while it was read: " + name);
        }
        return new MergedFile(path, directories.getFirst().part.tree, directories.getFirst().status);
    }

    private void descend(List<Found> directories, ByteString path, ByteString name, int depth) throws IOException {
        List<Part> below = new ArrayList<>();
        try {
            for (Found found : directories) {
                below.add(new Part(found.part.handle.openDirectory(name), found.part.tree));
            }
            walk(below, path, depth + 1);
        } finally {
            close(below);
        }
    }

    private static boolean isOpaque(Part part, ByteString name, ByteString path) throws IOException {
        Map<String, byte[]> attributes = part.handle.attributes(name);
        if (attributes.containsKey(REDIRECT)) {
            throw new OperationFailedException(
                    "/" + path + " is a renamed directory of another layer", "mount overlays with redirect_dir=off");
        }
        return Arrays.equals(attributes.get(OPAQUE), YES);
    }

    private static FileStatus statusOf(Part part, ByteString name) throws IOException {
        return part.handle
                .status(name)
                .orElseThrow(() -> new OperationFailedException(part.handle + " went away while it was read"));
    }

    private static void close(List<Part> parts) throws IOException {
        for (Part part : parts) {
            part.handle.close();
        }
    }
}
