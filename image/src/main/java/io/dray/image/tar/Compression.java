package io.dray.image.tar;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.dray.core.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/** How an archive is compressed; told by its first bytes, never by its name. */
public enum Compression {
    /** Not at all. */
    NONE(""),
    /** gzip, one or several members. */
    GZIP("\u001f\u008b"),
    /** bzip2. */
    BZIP2("BZh"),
    /** xz. */
    XZ("\u00fd7zXZ\0"),
    /** Zstandard; not in the appc specification, but several times faster. */
    ZSTD("(\u00b5/\u00fd");

    /** How many bytes {@link #detect} wants to see. */
    public static final int MAGIC_LENGTH = 6;

    /** What follows the first byte of a frame that is passed over. */
    private static final String SKIPPABLE = "*M\u0018";

    private static final int BUFFER = 64 * 1024;

    /** A decoder that asks for more than this is not served; {@code xz -9} needs 65 MiB. */
    private static final int MAX_DECODER_KIB = 100 * 1024;

    /** 2 to this power bytes, {@code zstd --long}. */
    private static final int MAX_ZSTD_WINDOW = 27;

    /** The first bytes, one character each. */
    private final String magic;

    Compression(String magic) {
        this.magic = magic;
    }

    /** How something that begins with these bytes is compressed. */
    public static Compression detect(byte[] start) {
        for (Compression compression : values()) {
            if (compression != NONE && compression.begins(start)) {
                return compression;
            }
        }
        return beginsSkippable(start) ? ZSTD : NONE;
    }

    /** A frame of any content that decoders pass over (RFC 8878, "Skippable Frames"); parallel archivers begin with one. */
    private static boolean beginsSkippable(byte[] start) {
        return start.length >= SKIPPABLE.length() + 1
                && (start[0] & 0xf0) == 0x50
                && start[1] == SKIPPABLE.charAt(0)
                && start[2] == SKIPPABLE.charAt(1)
                && start[3] == SKIPPABLE.charAt(2);
    }

    private boolean begins(byte[] start) {
        if (start.length < magic.length()) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            if ((start[i] & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The plain bytes of a compressed stream; checks what the format has to be checked. */
    public InputStream decompress(InputStream compressed) throws IOException {
        return switch (this) {
            case NONE -> compressed;
            case GZIP -> new GZIPInputStream(compressed, BUFFER);
            case BZIP2 -> new BZip2CompressorInputStream(compressed, true);
            case XZ -> decompressXz(compressed);
            case ZSTD -> new ZstdInputStream(compressed).setLongMax(MAX_ZSTD_WINDOW);
        };
    }

    private static InputStream decompressXz(InputStream compressed) throws IOException {
        try {
            return new XZInputStream(compressed, MAX_DECODER_KIB);
        } catch (MemoryLimitException e) {
            throw new InvalidInputException(
                    "its decompression needs " + e.getMemoryNeeded() + " KiB of memory, more than the limit of "
                            + MAX_DECODER_KIB + " KiB",
                    "compress it again with a smaller dictionary",
                    e);
        }
    }

    /** A stream that compresses; equal bytes in give equal bytes out. Closing it closes the other. */
    public OutputStream compress(OutputStream plain) throws IOException {
        return switch (this) {
            case NONE -> plain;
            case GZIP -> new GZIPOutputStream(plain, BUFFER);
            case BZIP2 -> new BZip2CompressorOutputStream(plain);
            case XZ -> new XZOutputStream(plain, new LZMA2Options());
            case ZSTD -> new ZstdOutputStream(plain);
        };
    }
}
