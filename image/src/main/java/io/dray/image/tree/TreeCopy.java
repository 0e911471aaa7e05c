package io.dray.image.tree;

import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus;
import io.dray.linux.FileStatus.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Puts copies of single files of other trees, and whiteouts, into a tree of its own. Not thread-safe. */
public final class TreeCopy implements AutoCloseable {
    private final DirectoryHandle root;
    private final FileCopy copy = new FileCopy();

    /** The directories made so far, and what their times will be set from. */
    private final Map<ByteString, MergedFile> directories = new HashMap<>();

    public TreeCopy(Path tree) throws IOException {
        this.root = DirectoryHandle.open(tree);
    }

    public boolean hasDirectory(ByteString path) {
        return directories.containsKey(path);
    }

    /** Gives the root the owner, mode and attributes of another tree's. */
    public void dressRoot(MergedFile source) throws IOException {
        directories.put(source.path(), source);
        try (DirectoryHandle from = DirectoryHandle.open(source.tree())) {
            FileCopy.dress(from, DirectoryHandle.SELF, root, source.status(), TreeCopy::all);
        }
    }

    /** Marks the path as deleted; the directory it is in must be there. */
    public void makeWhiteout(ByteString path) throws IOException {
        try (DirectoryHandle to = root.openInRoot(path.parent())) {
            to.makeNode(path.name(), FileKind.CHARACTER_DEVICE, Device.NONE);
        }
    }

    /** Copies a file with all its properties, of a directory nothing that is in it; the directory it is in must be there. */
    public void copy(MergedFile source) throws IOException {
        ByteString name = source.path().name();
        try (DirectoryHandle tree = DirectoryHandle.open(source.tree());
                DirectoryHandle from = tree.openInRoot(source.path().parent());
                DirectoryHandle to = root.openInRoot(source.path().parent())) {
            FileStatus status = source.status();
            copy.make(from, name, to, status);
            if (status.kind() == FileKind.DIRECTORY) {
                directories.put(source.path(), source);
            }
            FileCopy.dress(from, name, to, status, TreeCopy::all);
            to.changeTime(name, status.modified());
        }
    }

    private static boolean all(String attribute, FileKind kind) {
        return true;
    }

    /** Sets the times of the directories; nothing may be added afterwards. */
    public void finish() throws IOException {
        for (MergedFile directory : directories.values()) {
            try (DirectoryHandle handle = root.openInRoot(directory.path())) {
                handle.changeTime(DirectoryHandle.SELF, directory.status().modified());
            }
        }
    }

    @Override
    public void close() throws IOException {
        root.close();
    }
}
