package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small archives that unpack to more than anybody has: refused in one line, in little memory, and nothing of them stays. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ArchiveBombTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final long MAX_KIB = 160 * 1024;
    private static final long GIBIBYTE = 1L << 30;
    private static final String TEN_TEBIBYTES = String.valueOf(10L << 40);

    @TempDir
    private Path directory;

    /** Writes the archive before it is compressed. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static Arguments of(String name, String rule, String compressor, Content content) {
        return Arguments.of(name, rule, compressor, content);
    }

    private static void zeros(OutputStream out) throws IOException {
        out.write(TarBytes.image()
                .add(TarBytes.Header.of("rootfs/big", '0').size(TarBytes.octal(GIBIBYTE, 11)))
                .unfinished());
        byte[] zeros = new byte[MEBIBYTE];
        for (int i = 0; i < GIBIBYTE / MEBIBYTE; i++) {
            out.write(zeros);
        }
        out.write(new byte[1024]);
    }

    private static void manifest(OutputStream out, String manifest) throws IOException {
        out.write(new TarBytes().file("manifest", manifest).directory("rootfs").finished());
    }

    static Stream<Arguments> bombs() {
        String ratio = "entry rootfs/big: it is compressed more than 500 to one";
        String huge = "entry rootfs/a: unpacked, holes included, it is larger than the limit";
        return Stream.of(
                of("gzip", ratio, "gzip -9", ArchiveBombTest::zeros),
                of("xz", ratio, "xz -0", ArchiveBombTest::zeros),
                of("bzip2", ratio, "bzip2 -1", ArchiveBombTest::zeros),
                of("zstd", ratio, "zstd -q", ArchiveBombTest::zeros),
                of(
                        "ten tebibytes of nothing",
                        huge,
                        "cat",
                        out -> out.write(TarBytes.image()
                                .extended(TarBytes.extendedRecord("GNU.sparse.size", TEN_TEBIBYTES)
                                        + TarBytes.extendedRecord("GNU.sparse.map", "0,1"))
                                .file("rootfs/a", "x")
                                .finished())),
                of(
                        "ten tebibytes, said in the data",
                        huge,
                        "cat",
                        out -> out.write(TarBytes.image()
                                .extended(TarBytes.extendedRecord("GNU.sparse.major", "1")
                                        + TarBytes.extendedRecord("GNU.sparse.minor", "0")
                                        + TarBytes.extendedRecord("GNU.sparse.realsize", TEN_TEBIBYTES)
                                        + TarBytes.extendedRecord("GNU.sparse.name", "rootfs/a"))
                                .file("rootfs/x", "1\n0\n1\n" + "\0".repeat(506) + "x")
                                .finished())),
                of("header of 100 MiB", "extended header of 104857600 bytes is longer than the limit", "gzip", out -> {
                    out.write(TarBytes.image()
                            .add(TarBytes.Header.of("x", 'x').size(TarBytes.octal(100 * MEBIBYTE, 11)))
                            .unfinished());
                    for (int i = 0; i < 100; i++) {
                        out.write(new byte[MEBIBYTE]);
                    }
                }),
                of("deep directories", "bytes\\): it(s name is longer| lies deeper)", "gzip", ArchiveBombTest::deep),
                of(
                        "directories without end",
                        "the names of its directories together take more than the limit",
                        "gzip",
                        ArchiveBombTest::directories),
                of("deep manifest", "nested deeper than 256", "cat", out -> manifest(out, "{\"a\":".repeat(700_000))),
                of(
                        "wide manifest",
                        "it has more than 100000 values",
                        "cat",
                        out -> manifest(out, "[" + "{},".repeat(1_300_000) + "{}]")),
                of(
                        "manifest of many annotations",
                        "it has more than 100000 values",
                        "cat",
                        out -> manifest(
                                out,
                                "{\"annotations\":[" + "{\"name\":\"a\",\"value\":\"v\"},".repeat(120_000) + "{}]}")));
    }

    private static void deep(OutputStream out) throws IOException {
        out.write(TarBytes.image().unfinished());
        StringBuilder path = new StringBuilder("rootfs");
        for (int i = 0; i < 10_000; i++) {
            path.append("/d");
            out.write(new TarBytes()
                    .extended("path", path.toString())
                    .directory("x")
                    .unfinished());
        }
        out.write(new byte[1024]);
    }

    /** Each entry brings eighteen directories of long names that no entry speaks of. */
    private static void directories(OutputStream out) throws IOException {
        out.write(TarBytes.image().unfinished());
        String long18 = ("n".repeat(200) + "/").repeat(18);
        for (int i = 0; i < 100_000; i++) {
            out.write(new TarBytes()
                    .extended("path", "rootfs/" + i + long18 + "x")
                    .file("x", "")
                    .unfinished());
        }
        out.write(new byte[1024]);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void isRefusedInLittleMemory(String name, String rule, String compressor, Content content) throws Exception {
        Path file = directory.resolve("bomb.aci");
        Process compression = new ProcessBuilder(List.of(compressor.split(" ", -1)))
                .redirectOutput(file.toFile())
                .start();
        try (OutputStream out = compression.getOutputStream()) {
            content.writeTo(out);
        }
        assertThat(compression.waitFor()).isZero();
        Machine machine = Machine.in(directory);
        Path log = directory.resolve("log");

        Process fetch = machine.start(log, "--insecure-options=image", "fetch", file.toString());
        long peak = PeakMemory.kibOf(fetch);

        Machine.assertRefusedInOneLine(new Dray.Result(fetch.exitValue(), "", Files.readString(log)), rule);
        assertThat(peak).as("KiB").isPositive().isLessThan(MAX_KIB);
        for (String place : List.of("images", "layers", "l", "tmp")) {
            String[] left = machine.data().resolve(place).toFile().list();
            assertThat(left == null ? new String[0] : left).as(place).isEmpty();
        }
    }
}
