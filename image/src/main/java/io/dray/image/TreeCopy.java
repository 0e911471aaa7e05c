package io.dray.image;

import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileHandle;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus;
import io.dray.linux.FileStatus.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Puts copies of single files of other trees, and whiteouts, into a tree of its own. Not thread-safe. */
final class TreeCopy implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;

    private final DirectoryHandle root;
    private final byte[] buffer = new byte[BUFFER];

    /** The directories made so far, and what their times will be set from. */
    private final Map<ByteString, MergedFile> directories = new HashMap<>();

    TreeCopy(Path tree) throws IOException {
        this.root = DirectoryHandle.open(tree);
    }

    boolean hasDirectory(ByteString path) {
        return directories.containsKey(path);
    }

    /** Gives the root the owner, mode and attributes of another tree's. */
    void dressRoot(MergedFile source) throws IOException {
        directories.put(source.path(), source);
        try (DirectoryHandle from = DirectoryHandle.open(source.tree())) {
            dress(from, DirectoryHandle.SELF, root, source.status());
        }
    }

    /** Marks the path as deleted; the directory it is in must be there. */
    void makeWhiteout(ByteString path) throws IOException {
        try (DirectoryHandle to = root.openInRoot(path.parent())) {
            to.makeNode(path.name(), FileKind.CHARACTER_DEVICE, Device.NONE);
        }
    }

    /** Copies a file with all its properties, of a directory nothing that is in it; the directory it is in must be there. */
    void copy(MergedFile source) throws IOException {
        ByteString name = source.path().name();
        try (DirectoryHandle tree = DirectoryHandle.open(source.tree());
                DirectoryHandle from = tree.openInRoot(source.path().parent());
                DirectoryHandle to = root.openInRoot(source.path().parent())) {
            FileStatus status = source.status();
            switch (status.kind()) {
                case FILE -> copyContent(from, name, to);
                case DIRECTORY -> {
                    to.makeDirectory(name);
                    directories.put(source.path(), source);
                }
                case LINK -> to.makeLink(name, from.readLink(name));
                case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, SOCKET -> to.makeNode(name, status.kind(), status.device());
            }
            dress(from, name, to, status);
            to.changeTime(name, status.modified());
        }
    }

    private void copyContent(DirectoryHandle from, ByteString name, DirectoryHandle to) throws IOException {
        try (FileHandle in = from.openFile(name);
                FileHandle out = to.createFile(name)) {
            for (int count = in.read(buffer, 0, BUFFER); count > 0; count = in.read(buffer, 0, BUFFER)) {
                out.write(buffer, 0, count);
            }
        }
    }

    private static void dress(DirectoryHandle from, ByteString name, DirectoryHandle to, FileStatus status)
            throws IOException {
        to.changeOwner(name, status.uid(), status.gid());
        if (status.kind() != FileKind.LINK) {
            to.changeMode(name, status.mode());
        }
        for (Map.Entry<String, byte[]> attribute : from.attributes(name).entrySet()) {
            to.changeAttribute(name, attribute.getKey(), attribute.getValue());
        }
    }

    /** Sets the times of the directories; nothing may be added afterwards. */
    void finish() throws IOException {
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
