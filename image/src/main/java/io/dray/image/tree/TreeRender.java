package io.dray.image.tree;

import io.dray.image.unpack.FirstNames;
import io.dray.image.unpack.KeptAttributes;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies what several layers show together into an empty directory, with owners, modes, times, attributes and hard links. The
 * result is plain files that have nothing more to do with the store.
 */
public final class TreeRender implements TreeVisitor, AutoCloseable {
    private final DirectoryHandle root;
    private final Map<Path, DirectoryHandle> trees = new HashMap<>();
    private final FirstNames names = new FirstNames();
    private final FileCopy copy = new FileCopy();

    private TreeRender(Path directory) throws IOException {
        this.root = DirectoryHandle.open(directory);
    }

    /**
     * Copies.
     *
     * @param treesLowestFirst the layers, which must not change meanwhile
     * @param directory exists and is empty
     */
    public static void copy(List<Path> treesLowestFirst, Path directory) throws IOException {
        try (TreeRender render = new TreeRender(directory)) {
            TreeWalk.walk(treesLowestFirst, render);
        }
    }

    @Override
    public void file(MergedFile file) throws IOException {
        ByteString name =
                file.path().isEmpty() ? DirectoryHandle.SELF : file.path().name();
        try (DirectoryHandle from = tree(file.tree()).openInRoot(file.path().parent());
                DirectoryHandle to = root.openInRoot(file.path().parent())) {
            FileStatus status = file.status();
            Optional<ByteString> first = names.of(status, file.path());
            if (first.isPresent()) {
                try (DirectoryHandle directory = root.openInRoot(first.get().parent())) {
                    to.makeHardLink(name, directory, first.get().name());
                }
                return;
            }
            if (!file.path().isEmpty()) {
                copy.make(from, name, to, status);
            }
            FileCopy.dress(from, name, to, status, KeptAttributes::contains);
            to.changeTime(name, status.modified());
        }
    }

    @Override
    public void left(MergedFile directory) throws IOException {
        try (DirectoryHandle handle = root.openInRoot(directory.path())) {
            handle.changeTime(DirectoryHandle.SELF, directory.status().modified());
        }
    }

    private DirectoryHandle tree(Path path) throws IOException {
        DirectoryHandle known = trees.get(path);
        if (known == null) {
            known = DirectoryHandle.open(path);
            trees.put(path, known);
        }
        return known;
    }

    @Override
    public void close() throws IOException {
        root.close();
        for (DirectoryHandle tree : trees.values()) {
            tree.close();
        }
    }
}
