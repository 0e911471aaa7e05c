package io.dray.image.tree;

import io.dray.linux.ByteString;
import io.dray.linux.FileKind;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several overlay upper directories, each made on top of the ones before it, seen as one tree, and what they hide of the
 * layers beneath them all, as {@link TreeWalk} comes by it. Immutable once read.
 */
public final class LayerMerge {
    private final List<MergedFile> files = new ArrayList<>();
    private final List<ByteString> deleted = new ArrayList<>();
    private final List<ByteString> replaced = new ArrayList<>();

    private LayerMerge() {}

    /**
     * Reads the trees, which must not change meanwhile.
     *
     * @param treesLowestFirst existing directories; at least one
     */
    public static LayerMerge of(List<Path> treesLowestFirst) {
        LayerMerge merge = new LayerMerge();
        try {
            TreeWalk.walk(treesLowestFirst, merge.new Collector());
        } catch (IOException e) {
            throw IoFailures.during("cannot read " + treesLowestFirst.getLast(), e);
        }
        return merge;
    }

    /** Keeps all that there is. */
    private final class Collector implements TreeVisitor {
        @Override
        public void file(MergedFile file) {
            files.add(file);
        }

        @Override
        public void deleted(ByteString path) {
            deleted.add(path);
        }

        @Override
        public void replaced(ByteString path) {
            replaced.add(path);
        }
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
}
