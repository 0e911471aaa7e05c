package io.dray.image.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {
    private static final byte[] FIRST = "first part ".repeat(5_000).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SECOND = "second part ".repeat(5_000).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SKIPPED = "Z*M\u0018\u0005\0\0\0hello".getBytes(StandardCharsets.ISO_8859_1);

    private static byte[] compressed(Compression compression, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.compress(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] plain(byte[] compressed) throws IOException {
        Compression compression = Compression.detect(Arrays.copyOf(compressed, Compression.MAGIC_LENGTH));
        try (InputStream in = compression.decompress(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void severalStreamsInARowAreOne(Compression compression) throws IOException {
        byte[] both = joined(compressed(compression, FIRST), compressed(compression, SECOND));

        assertThat(plain(both)).isEqualTo(joined(FIRST, SECOND));
    }

    @Test
    void framesToBeSkippedAreNoContentWhereverTheyStand() throws IOException {
        byte[] frames = joined(
                SKIPPED, compressed(Compression.ZSTD, FIRST), SKIPPED, compressed(Compression.ZSTD, SECOND), SKIPPED);

        assertThat(plain(frames)).isEqualTo(joined(FIRST, SECOND));
    }

    @Test
    void whatFollowsTheGzipStreamIsNoContent() throws IOException {
        byte[] gzip = compressed(Compression.GZIP, FIRST);

        assertThat(plain(joined(gzip, new byte[1_000]))).isEqualTo(FIRST);
        assertThat(plain(joined(gzip, "garbage".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(FIRST);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aSecondStreamThatIsCutIsNoticed(Compression compression) throws IOException {
        byte[] both = joined(compressed(compression, FIRST), compressed(compression, SECOND));

        assertThatThrownBy(() -> plain(Arrays.copyOf(both, both.length - 12))).isInstanceOf(IOException.class);
    }
}
