package io.dray.image.oci;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileHandle;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a layout in a directory. Somebody else may have made it, so no link in it is followed: each could lead to any
 * file of this machine.
 */
final class DirectoryFiles implements ArchiveFiles {
    private final DirectoryHandle root;

    private DirectoryFiles(DirectoryHandle root) {
        this.root = root;
    }

    /** Opens a directory, which may be named by way of a link. */
    static DirectoryFiles open(Path directory) throws IOException {
        return new DirectoryFiles(DirectoryHandle.open(directory.toRealPath()));
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(DirectoryHandle parent, ByteString name, FileStatus status) throws IOException;
    }

    /** Goes down to a plain file; empty if there is nothing of this name. */
    private <T> Optional<T> find(String name, Use<T> use) throws IOException {
        return find(root, name, 0, use);
    }

    private static <T> Optional<T> find(DirectoryHandle parent, String name, int start, Use<T> use) throws IOException {
        int slash = name.indexOf('/', start);
        int end = slash < 0 ? name.length() : slash;
        ByteString component = ByteString.of(name.substring(start, end));
        Optional<FileStatus> status = parent.status(component);
        if (status.isEmpty()) {
            return Optional.empty();
        }
        FileKind wanted = slash < 0 ? FileKind.FILE : FileKind.DIRECTORY;
        require(status.get().kind(), wanted, name.substring(0, end));
        if (slash < 0) {
            return Optional.of(use.of(parent, component, status.get()));
        }
        try (DirectoryHandle directory = parent.openDirectory(component)) {
            return find(directory, name, slash + 1, use);
        }
    }

    private static void require(FileKind kind, FileKind wanted, String name) {
        if (kind == FileKind.LINK) {
            throw new InvalidInputException(
                    name + " is a link, and links in a layout are not followed",
                    "copy the layout with the files that its links lead to: cp -rL");
        }
        if (kind != wanted) {
            throw new InvalidInputException(
                    name + (wanted == FileKind.FILE ? " is not a plain file" : " is not a directory"));
        }
    }

    @Override
    public boolean has(String name) throws IOException {
        return find(name, (parent, last, status) -> true).isPresent();
    }

    @Override
    public InputStream open(String name) throws IOException {
        return find(name, (parent, last, status) -> new FileStream(parent.openFile(last), status.size()))
                .orElseThrow(() -> ArchiveFiles.missing(name));
    }

    @Override
    public void close() throws IOException {
        root.close();
    }

    /** Reads an open file; not thread-safe. */
    private static final class FileStream extends InputStream {
        private Optional<FileHandle> file;
        private long left;

        FileStream(FileHandle file, long size) {
            this.file = Optional.of(file);
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int start, int length) throws IOException {
            int count = file.orElseThrow(() -> new IOException("the file is closed"))
                    .read(bytes, start, length);
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }

        /** What lies ahead tells the gzip reader whether another member follows. */
        @Override
        public int available() {
            return Math.clamp(left, 0, Integer.MAX_VALUE);
        }

        @Override
        public void close() throws IOException {
            Optional<FileHandle> open = file;
            // once and for all: the number would soon belong to another file
            file = Optional.empty();
            if (open.isPresent()) {
                open.get().close();
            }
        }
    }
}
