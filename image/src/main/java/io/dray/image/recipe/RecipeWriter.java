package io.dray.image.recipe;

import io.dray.core.InvalidInputException;
import io.dray.image.tar.TarTap;
import io.dray.linux.ByteString;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Notes how the archive of a layer is put together: the bytes between the files' contents as they are, and where the contents
 * lie. Not thread-safe.
 *
 * <p>The file is a zlib stream of records: {@code 0}, length, bytes; or {@code 1}, length of the path, path, offset, length.
 * Numbers are big-endian, lengths of 32 bits, offsets and lengths of contents of 64. A record {@code 2} ends it.
 */
public final class RecipeWriter implements TarTap, AutoCloseable {
    static final int RAW = 0;
    static final int STORED = 1;
    static final int END = 2;

    private static final int BUFFER = 64 * 1024;

    /** Headers of a million entries need half of it. */
    private static final long MAX_RAW = 2L << 30;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final DataOutputStream out;
    private final byte[] pending = new byte[BUFFER];
    private int filled;
    private long total;

    /** Begins a recipe in a new file. */
    public RecipeWriter(Path file) throws IOException {
        this.out = new DataOutputStream(new BufferedOutputStream(
                new DeflaterOutputStream(Files.newOutputStream(file), deflater, BUFFER), BUFFER));
    }

    @Override
    public void raw(byte[] bytes, int start, int length) throws IOException {
        total += length;
        if (total > MAX_RAW) {
            throw new InvalidInputException(
                    "what it has besides the contents of files is larger than the limit of " + MAX_RAW + " bytes");
        }
        int from = start;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, BUFFER - filled);
            System.arraycopy(bytes, from, pending, filled, count);
            filled += count;
            from += count;
            left -= count;
            if (filled == BUFFER) {
                flushRaw();
            }
        }
    }

    @Override
    public void stored(ByteString path, long offset, long length) throws IOException {
        if (length == 0) {
            return;
        }
        flushRaw();
        byte[] name = path.toByteArray();
        out.writeByte(STORED);
        out.writeInt(name.length);
        out.write(name);
        out.writeLong(offset);
        out.writeLong(length);
    }

    private void flushRaw() throws IOException {
        if (filled > 0) {
            out.writeByte(RAW);
            out.writeInt(filled);
            out.write(pending, 0, filled);
            filled = 0;
        }
    }

    /** Ends the recipe, whose file is whole when it is closed; without it a reader will say that it is damaged. */
    public void finish() throws IOException {
        flushRaw();
        out.writeByte(END);
    }

    @Override
    public void close() throws IOException {
        out.close();
        deflater.end();
    }
}
