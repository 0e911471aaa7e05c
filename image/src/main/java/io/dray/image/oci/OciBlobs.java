package io.dray.image.oci;

import io.dray.core.MissingException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Where the blobs of images come from: a layout directory, an archive, a registry. Life cycle: opened, any number of
 * {@link #open} on any threads, also two at a time, closed.
 */
public interface OciBlobs extends AutoCloseable {
    /**
     * The bytes of a blob. Whoever reads checks size and digest, and never reads beyond the descriptor's size, so a source
     * need not.
     *
     * @throws MissingException if the source does not have it; the message names the blob and the source
     */
    InputStream open(Descriptor blob) throws IOException;

    /** What a person calls the source: {@code ./busybox.tar}, {@code registry.example.com/busybox}. */
    String description();

    @Override
    void close() throws IOException;
}
