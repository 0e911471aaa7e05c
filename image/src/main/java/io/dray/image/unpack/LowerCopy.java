package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileHandle;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus;
import java.io.IOException;
import java.util.Map;

/** Copies one file of a lower layer with all its properties. */
final class LowerCopy {
    private LowerCopy() {}

    /** Returns how many bytes were written. */
    static long copy(LowerTrees.Found found, DirectoryHandle parent, ByteString name, byte[] buffer)
            throws IOException {
        FileStatus status = found.status();
        try (DirectoryHandle directory = found.tree().openInRoot(found.path().parent())) {
            ByteString source = found.path().name();
            switch (status.kind()) {
                case FILE -> copyContent(directory, source, parent, name, buffer);
                case LINK -> parent.makeLink(name, directory.readLink(source));
                case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> parent.makeNode(name, status.kind(), status.device());
                case DIRECTORY, SOCKET -> throw new InvalidInputException("it is a hard link to no file");
            }
        }
        parent.changeOwner(name, status.uid(), status.gid());
        if (status.kind() != FileKind.LINK) {
            parent.changeMode(name, status.mode());
        }
        for (Map.Entry<String, byte[]> attribute : found.attributes().entrySet()) {
            parent.changeAttribute(name, attribute.getKey(), attribute.getValue());
        }
        parent.changeTime(name, status.modified());
        return status.kind() == FileKind.FILE ? status.size() : 0;
    }

    private static void copyContent(
            DirectoryHandle directory, ByteString source, DirectoryHandle parent, ByteString name, byte[] buffer)
            throws IOException {
        try (FileHandle in = directory.openFile(source);
                FileHandle out = parent.createFile(name)) {
            for (int count = in.read(buffer, 0, buffer.length); count > 0; count = in.read(buffer, 0, buffer.length)) {
                out.write(buffer, 0, count);
            }
        }
    }
}
