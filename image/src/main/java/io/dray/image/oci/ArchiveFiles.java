package io.dray.image.oci;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The plain files of a layout, which may lie in a directory or in a tar archive. Thread-safe. */
interface ArchiveFiles extends AutoCloseable {
    /** Whether there is a plain file of this name, {@code blobs/sha256/ab12}. */
    boolean has(String name);

    /**
     * The bytes of a file.
     *
     * @throws MissingException if there is none of this name
     */
    InputStream open(String name) throws IOException;

    /** Bytes of the file; 0 if there is none. */
    long size(String name) throws IOException;

    /** The whole of a small file. */
    default byte[] read(String name) throws IOException {
        try (InputStream in = open(name)) {
            byte[] content = in.readNBytes(OciDocument.MAX_LENGTH + 1);
            if (content.length > OciDocument.MAX_LENGTH) {
                throw new InvalidInputException(
                        name + " is longer than the limit of " + OciDocument.MAX_LENGTH + " bytes");
            }
            return content;
        }
    }

    @Override
    void close() throws IOException;

    /** The failure to find a file. */
    static MissingException missing(String name) {
        return new MissingException("it has no " + name, "get it again: a part is missing");
    }

    /**
     * The files below a directory.
     *
     * @param root the directory
     */
    record InDirectory(Path root) implements ArchiveFiles {
        @Override
        public boolean has(String name) {
            // a fifo or a device would keep the reader waiting
            return Files.isRegularFile(root.resolve(name));
        }

        @Override
        public InputStream open(String name) throws IOException {
            if (!has(name)) {
                if (Files.exists(root.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                    throw new InvalidInputException(name + " is not a plain file");
                }
                throw missing(name);
            }
            return Files.newInputStream(root.resolve(name));
        }

        @Override
        public long size(String name) throws IOException {
            return has(name) ? Files.size(root.resolve(name)) : 0;
        }

        @Override
        public void close() {}
    }
}
