package io.dray.image.tree;

import io.dray.core.OperationFailedException;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Several overlay upper directories, each made on top of the ones before it, seen as one tree, and what they hide of the
 * layers beneath them all (kernel documentation, overlayfs.rst, "whiteouts and opaque directories"). Immutable once read.
 */
public final class LayerMerge {
    private static final String OPAQUE = "trusted.overlay.opaque";
    private static final String REDIRECT = "trusted.overlay.redirect";
    private static final byte[] YES = {'y'};

    private final List<MergedFile> files = new ArrayList<>();
    private final List<ByteString> deleted = new ArrayList<>();
    private final List<ByteString> replaced = new ArrayList<>();

    private LayerMerge() {}

    /** One of the directories that are merged at a place: a handle on it and the tree it belongs to. */
    private record Part(DirectoryHandle handle, Path tree) {}

    /** Where a name was found, topmost first. */
    private record Found(Part part, FileStatus status) {}

    /**
     * Reads the trees, which must not change meanwhile.
     *
     * @param treesLowestFirst existing directories; at least one
     */
    public static LayerMerge of(List<Path> treesLowestFirst) {
        LayerMerge merge = new LayerMerge();
        List<Part> roots = new ArrayList<>();
        try {
            try {
                for (Path tree : treesLowestFirst.reversed()) {
                    roots.add(new Part(DirectoryHandle.open(tree), tree));
                }
                Part top = roots.getFirst();
                merge.files.add(new MergedFile(ByteString.of(""), top.tree, statusOf(top, DirectoryHandle.SELF)));
                merge.walk(roots, ByteString.of(""), 0);
            } finally {
                close(roots);
            }
        } catch (IOException e) {
            throw IoFailures.during("cannot read " + treesLowestFirst.getLast(), e);
        }
        return merge;
    }

    /** Every file that is to be seen, each directory before what is in it, otherwise by the bytes of the names. */
    public List<MergedFile> files() {
        return List.copyOf(files);
    }

    /** The paths of lower layers that are deleted with all they hold, absolute, in the order of {@link #files}. */
    public List<String> deleted() {
        return absolute(deleted);
    }

    /** The directories that show nothing of lower layers' directories of that name. */
    public List<String> replaced() {
        return absolute(replaced);
    }

    /** Sockets, which no archive can hold. */
    public List<String> sockets() {
        List<String> sockets = new ArrayList<>();
        for (MergedFile file : files) {
            if (file.status().kind() == FileKind.SOCKET) {
                sockets.add(file.absolutePath());
            }
        }
        return sockets;
    }

    /**
     * The whitelist that an image with these files on top of those layers needs.
     *
     * @param lowerTrees the layers of its dependencies, lowest first
     * @return sorted absolute paths; empty if nothing of the lower layers is deleted, so that no whitelist is needed
     */
    public Optional<List<String>> whitelist(List<Path> lowerTrees) {
        if (lowerTrees.isEmpty() || (deleted.isEmpty() && replaced.isEmpty())) {
            return Optional.empty();
        }
        return new Whitelist(this).over(of(lowerTrees));
    }

    public List<ByteString> deletedPaths() {
        return deleted;
    }

    public List<ByteString> replacedPaths() {
        return replaced;
    }

    private static List<String> absolute(List<ByteString> paths) {
        List<String> texts = new ArrayList<>();
        for (ByteString path : paths) {
            texts.add("/" + path.toText());
        }
        return List.copyOf(texts);
    }

    private void walk(List<Part> parts, ByteString path, int depth) throws IOException {
        if (depth > UnpackLimits.MAX_DEPTH) {
            throw new OperationFailedException(
                    "/" + path + " lies deeper than " + UnpackLimits.MAX_DEPTH + " directories");
        }
        TreeSet<ByteString> names = new TreeSet<>();
        for (Part part : parts) {
            names.addAll(part.handle.names());
        }
        for (ByteString name : names) {
            visit(parts, path.resolve(name), name, depth);
        }
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
        addDirectory(path, name, directories, covers);
        descend(directories, path, name, depth);
    }

    private void addFile(ByteString path, Found found) {
        if (found.status.isWhiteout()) {
            deleted.add(path);
        } else {
            files.add(new MergedFile(path, found.part.tree, found.status));
        }
    }

    private void addDirectory(ByteString path, ByteString name, List<Found> directories, boolean covers) {
        if (directories.isEmpty()) {
            throw new OperationFailedException("/" + path + " went away while it was read: " + name);
        }
        files.add(new MergedFile(path, directories.getFirst().part.tree, directories.getFirst().status));
        if (covers) {
            replaced.add(path);
        }
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
