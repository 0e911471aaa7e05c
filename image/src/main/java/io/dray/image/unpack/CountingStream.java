package io.dray.image.unpack;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** The bytes of an archive as transferred, compared with what they were announced to be. Not thread-safe. */
final class CountingStream extends InputStream {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final ArchiveStream.Announced announced;
    private final Optional<MessageDigest> digest;
    private long count;

    CountingStream(InputStream in, ArchiveStream.Announced announced) {
        this.in = in;
        this.announced = announced;
        this.digest = announced.digest().map(expected -> expected.algorithm().newMessageDigest());
    }

    /** Reads what the decompressor did not want, and compares. */
    void finish() throws IOException {
        byte[] rest = new byte[BUFFER];
        int got = read(rest, 0, rest.length);
        while (got >= 0) {
            got = read(rest, 0, rest.length);
        }
        if (announced.length().isPresent() && announced.length().getAsLong() != count) {
            throw new InvalidInputException(
                    "it has " + count + " bytes and not " + announced.length().getAsLong(), ArchiveStream.AGAIN);
        }
        if (digest.isPresent()) {
            Digest expected = announced.digest().orElseThrow();
            Digest actual = Digest.ofBytes(expected.algorithm(), digest.get().digest());
            if (!actual.equals(expected)) {
                throw new InvalidInputException(
                        "its digest is " + actual.toOci() + " and not " + expected.toOci(), ArchiveStream.AGAIN);
            }
        }
    }

    /** Bytes read so far. */
    long count() {
        return count;
    }

    private void took(byte[] bytes, int start, int got) {
        count += got;
        if (announced.length().isPresent() && count > announced.length().getAsLong()) {
            throw new InvalidInputException(
                    "it is longer than the " + announced.length().getAsLong() + " bytes that were announced",
                    ArchiveStream.AGAIN);
        }
        digest.ifPresent(each -> each.update(bytes, start, got));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int start, int length) throws IOException {
        int got = in.read(bytes, start, length);
        if (got > 0) {
            took(bytes, start, got);
        }
        return got;
    }

    /** What lies ahead tells the gzip reader whether another member follows. */
    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
