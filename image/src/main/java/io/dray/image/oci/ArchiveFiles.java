package io.dray.image.oci;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import java.io.IOException;
import java.io.InputStream;

/** The plain files of a layout, which may lie in a directory or in a tar archive. Thread-safe. */
interface ArchiveFiles extends AutoCloseable {
    /**
     * Whether there is a plain file of this name, {@code blobs/sha256/ab12}.
     *
     * @throws InvalidInputException if there is something else, such as a link or a fifo, which would keep a reader waiting
     */
    boolean has(String name) throws IOException;

    /**
     * The bytes of a file.
     *
     * @throws MissingException if there is none of this name
     * @throws InvalidInputException as {@link #has}
     */
    InputStream open(String name) throws IOException;

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
}
