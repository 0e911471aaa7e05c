package io.dray.image.tar;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes everything on but the end: an archive in it can be closed while the stream below goes on. */
public final class UnclosedStream extends FilterOutputStream {
    /** Around a stream that whoever opened it closes. */
    public UnclosedStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        out.write(bytes, start, length);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
