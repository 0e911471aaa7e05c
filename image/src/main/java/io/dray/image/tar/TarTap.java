package io.dray.image.tar;

import io.dray.linux.ByteString;
import java.io.IOException;

/** Listens to an archive being read so that its very bytes can be made again; told of every byte, in order. */
public interface TarTap {
    /** Bytes that are kept nowhere else: headers, padding, data that nobody stored. */
    void raw(byte[] bytes, int start, int length) throws IOException;

    /**
     * Data that lies in a file.
     *
     * @param path where the file is
     * @param offset where in the file the data begins
     * @param length how many bytes
     */
    void stored(ByteString path, long offset, long length) throws IOException;

    /** Listens to nothing. */
    static TarTap none() {
        return new TarTap() {
            @Override
            public void raw(byte[] bytes, int start, int length) {}

            @Override
            public void stored(ByteString path, long offset, long length) {}
        };
    }
}
