package io.dray.image.tree;

import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileHandle;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus;
import java.io.IOException;
import java.util.Map;

/** Copies one file, or its properties, from one directory to another under the same name. Not thread-safe. */
final class FileCopy {
    private static final int BUFFER = 256 * 1024;

    private final byte[] buffer = new byte[BUFFER];

    /** Which extended attributes go along. */
    interface AttributeFilter {
        boolean keeps(String attribute, FileKind kind);
    }

    /** Makes the file there, without its properties; of a directory nothing that is in it. */
    void make(DirectoryHandle from, ByteString name, DirectoryHandle to, FileStatus status) throws IOException {
        switch (status.kind()) {
            case FILE -> copyContent(from, name, to);
            case DIRECTORY -> to.makeDirectory(name);
            case LINK -> to.makeLink(name, from.readLink(name));
            case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, SOCKET -> to.makeNode(name, status.kind(), status.device());
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

    /** Gives the file there owner, mode and attributes. Owner first: changing it takes setuid bits and capabilities away. */
    static void dress(
            DirectoryHandle from, ByteString name, DirectoryHandle to, FileStatus status, AttributeFilter filter)
            throws IOException {
        to.changeOwner(name, status.uid(), status.gid());
        if (status.kind() != FileKind.LINK) {
            to.changeMode(name, status.mode());
        }
        for (Map.Entry<String, byte[]> attribute : from.attributes(name).entrySet()) {
            if (filter.keeps(attribute.getKey(), status.kind())) {
                to.changeAttribute(name, attribute.getKey(), attribute.getValue());
            }
        }
    }
}
