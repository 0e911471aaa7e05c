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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * The uncompressed bytes of an archive file, counted against the limits. They are decompressed ahead and digested afterwards, on
 * a thread each, which together costs more than everything else. Not thread-safe.
 */
public final class ArchiveStream extends InputStream {
    /** How every message about a compressed stream that cannot be decompressed begins. */
    public static final String DAMAGED = "it is damaged: ";

    private static final int BUFFER = 256 * 1024;
    static final String AGAIN = "get the file again";

    private final CountingStream compressed;
    private final Readahead plain;
    private final UnpackLimits limits;
    private final Optional<BackgroundDigest> digest;
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
                Optional.of(Digest.Algorithm.SHA512),
                limits,
                progress);
    }

    /** The same for a file of whose content no digest is wanted; {@link #finish} is not to be called. */
    public static ArchiveStream undigested(Path archive, UnpackLimits limits) throws IOException {
        CountingStream compressed = new CountingStream(Files.newInputStream(archive), Announced.NOTHING);
        return new ArchiveStream(compressed, Optional.empty(), limits, read -> {});
    }

    /**
     * An OCI layer as it arrives, whatever its compression; its digest will be a diff id.
     *
     * @param progress told how many bytes as transferred are read
     */
    public static ArchiveStream ofLayer(
            InputStream archive, Announced announced, UnpackLimits limits, LongConsumer progress) throws IOException {
        return new ArchiveStream(
                new CountingStream(archive, announced), Optional.of(Digest.Algorithm.SHA256), limits, progress);
    }

    /** An OCI layer of which nothing was announced. */
    public static ArchiveStream ofLayer(InputStream archive, UnpackLimits limits) throws IOException {
        return ofLayer(archive, Announced.NOTHING, limits, read -> {});
    }

    private ArchiveStream(
            CountingStream compressed, Optional<Digest.Algorithm> algorithm, UnpackLimits limits, LongConsumer progress)
            throws IOException {
        this.limits = limits;
        this.progress = progress;
        this.compressed = compressed;
        this.plain = new Readahead(decompressed(compressed), compressed::count);
        this.digest = algorithm.map(each -> new BackgroundDigest(each, plain::release));
    }

    private static InputStream decompressed(CountingStream compressed) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(compressed, BUFFER);
        try {
            buffered.mark(Compression.MAGIC_LENGTH);
            byte[] start = buffered.readNBytes(Compression.MAGIC_LENGTH);
            buffered.reset();
            return Compression.detect(start).decompress(buffered);
        } catch (IOException e) {
            compressed.close();
            throw damaged(e);
        } catch (InvalidInputException e) {
            compressed.close();
            throw e;
        }
    }

    /** Reads what is left, which counts in the digest whatever it is, and gives the digest of everything. */
    public Digest finish() throws IOException {
        while (fill()) {
            position = filled;
        }
        compressed.finish();
        return digest.orElseThrow().finish();
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
        giveBack();
        Readahead.Chunk next;
        try {
            next = plain.next();
        } catch (IOException e) {
            throw damaged(e);
        }
        if (next.length() == 0) {
            return false;
        }
        total += next.length();
        limits.checkBytes(total, next.read());
        progress.accept(next.read());
        chunk = next.bytes();
        position = 0;
        filled = next.length();
        return true;
    }

    /** What is parsed goes on to be digested, and its array from there to be filled again. */
    private void giveBack() {
        if (filled > 0) {
            if (digest.isPresent()) {
                digest.get().update(chunk, filled);
            } else {
                plain.release(chunk);
            }
            position = 0;
            filled = 0;
        }
    }

    private static InvalidInputException damaged(IOException e) {
        // the decompressors tell a truncated file by this type, with many texts
        String reason = e instanceof EOFException || e.getMessage() == null ? "it ends too early" : e.getMessage();
        return new InvalidInputException(DAMAGED + reason, AGAIN, e);
    }

    @Override
    public void close() throws IOException {
        digest.ifPresent(BackgroundDigest::close);
        try {
            plain.close();
        } finally {
            compressed.close();
        }
    }
}
