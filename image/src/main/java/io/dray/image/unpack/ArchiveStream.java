package io.dray.image.unpack;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.image.tar.Compression;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * The uncompressed bytes of an archive file, counted against the limits and digested on a thread of their own, which costs
 * as much as everything else together. Not thread-safe.
 */
public final class ArchiveStream extends InputStream {
    /** How every message about a compressed stream that cannot be decompressed begins. */
    public static final String DAMAGED = "it is damaged: ";

    private static final int CHUNK = 256 * 1024;
    private static final String AGAIN = "get the file again";

    private final CountingStream compressed;
    private final InputStream plain;
    private final UnpackLimits limits;
    private final BackgroundDigest digest;
    private final LongConsumer progress;

    private byte[] chunk = new byte[0];
    private int position;
    private int filled;
    private long total;

    /**
     * What the bytes as transferred were announced to be.
     *
     * @param digest if present, their digest
     * @param length if present, how many they are
     */
    public record Announced(Optional<Digest> digest, OptionalLong length) {
        static final Announced NOTHING = new Announced(Optional.empty(), OptionalLong.empty());
    }

    /**
     * Opens an archive file, whatever its compression; its digest will be an image ID.
     *
     * @param progress told how many bytes of the file are read
     */
    public ArchiveStream(Path archive, UnpackLimits limits, LongConsumer progress) throws IOException {
        this(
                new CountingStream(Files.newInputStream(archive), Announced.NOTHING),
                Digest.Algorithm.SHA512,
                limits,
                progress);
    }

    /**
     * An OCI layer as it arrives, whatever its compression; its digest will be a diff id.
     *
     * @param progress told how many bytes as transferred are read
     */
    public static ArchiveStream ofLayer(
            InputStream archive, Announced announced, UnpackLimits limits, LongConsumer progress) throws IOException {
        return new ArchiveStream(new CountingStream(archive, announced), Digest.Algorithm.SHA256, limits, progress);
    }

    /** An OCI layer of which nothing was announced. */
    public static ArchiveStream ofLayer(InputStream archive, UnpackLimits limits) throws IOException {
        return ofLayer(archive, Announced.NOTHING, limits, read -> {});
    }

    private ArchiveStream(
            CountingStream compressed, Digest.Algorithm algorithm, UnpackLimits limits, LongConsumer progress)
            throws IOException {
        this.limits = limits;
        this.progress = progress;
        this.compressed = compressed;
        BufferedInputStream buffered = new BufferedInputStream(compressed, CHUNK);
        buffered.mark(Compression.MAGIC_LENGTH);
        byte[] start = buffered.readNBytes(Compression.MAGIC_LENGTH);
        buffered.reset();
        try {
            this.plain = Compression.detect(start).decompress(buffered);
        } catch (IOException e) {
            compressed.close();
            throw damaged(e);
        } catch (InvalidInputException e) {
            compressed.close();
            throw e;
        }
        this.digest = new BackgroundDigest(algorithm);
    }

    /** Reads what is left, which counts in the digest whatever it is, and gives the digest of everything. */
    public Digest finish() throws IOException {
        while (fill()) {
            position = filled;
        }
        compressed.finish();
        return digest.finish();
    }

    /** Bytes of the uncompressed stream so far. */
    public long total() {
        return total;
    }

    @Override
    public int read() throws IOException {
        return position < filled || fill() ? chunk[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int start, int length) throws IOException {
        if (position == filled && !fill()) {
            return -1;
        }
        int count = Math.min(length, filled - position);
        System.arraycopy(chunk, position, bytes, start, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        byte[] next = digest.chunk();
        int count;
        try {
            count = plain.readNBytes(next, 0, next.length);
        } catch (IOException e) {
            throw damaged(e);
        }
        if (count == 0) {
            return false;
        }
        total += count;
        limits.checkBytes(total, compressed.count);
        digest.update(next, count);
        progress.accept(compressed.count);
        chunk = next;
        position = 0;
        filled = count;
        return true;
    }

    private static InvalidInputException damaged(IOException e) {
        // the decompressors tell a truncated file by this type, with many texts
        String reason = e instanceof EOFException || e.getMessage() == null ? "it ends too early" : e.getMessage();
        return new InvalidInputException(DAMAGED + reason, AGAIN, e);
    }

    @Override
    public void close() throws IOException {
        digest.close();
        plain.close();
        compressed.close();
    }

    private static final class CountingStream extends InputStream {
        private final InputStream in;
        private final Announced announced;
        private final Optional<MessageDigest> digest;
        private long count;

        CountingStream(InputStream in, Announced announced) {
            this.in = in;
            this.announced = announced;
            this.digest =
                    announced.digest().map(expected -> expected.algorithm().newMessageDigest());
        }

        /** Reads what the decompressor did not want, and compares. */
        void finish() throws IOException {
            byte[] rest = new byte[CHUNK];
            int got = read(rest, 0, rest.length);
            while (got >= 0) {
                got = read(rest, 0, rest.length);
            }
            if (announced.length().isPresent() && announced.length().getAsLong() != count) {
                throw new InvalidInputException(
                        "it has " + count + " bytes and not "
                                + announced.length().getAsLong(),
                        AGAIN);
            }
            if (digest.isPresent()) {
                Digest expected = announced.digest().orElseThrow();
                Digest actual =
                        Digest.ofBytes(expected.algorithm(), digest.get().digest());
                if (!actual.equals(expected)) {
                    throw new InvalidInputException(
                            "its digest is " + actual.toOci() + " and not " + expected.toOci(), AGAIN);
                }
            }
        }

        private void took(byte[] bytes, int start, int got) {
            count += got;
            if (announced.length().isPresent() && count > announced.length().getAsLong()) {
                throw new InvalidInputException(
                        "it is longer than the " + announced.length().getAsLong() + " bytes that were announced",
                        AGAIN);
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
}
