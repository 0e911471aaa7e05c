package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However many entries an image has, and however many values its manifest, 160 MB are enough for whatever is done with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ImageMemoryTest {
    private static final int MANY = 160_000;
    private static final int FILES_IN_FOLDER = 9;

    /** What 160,000 entries may take, so that 500,000 take no more than 160 MB. */
    private static final long MANY_KIB = 125 * 1024;

    private static final long MAX_KIB = 160 * 1024;
    private static final String HEAD =
            "{\"acKind\":\"ImageManifest\",\"acVersion\":\"0.8.11\",\"name\":\"example.com/many\",";

    private Path directory;
    private Path image;
    private Machine machine;

    /** In memory if possible: what is measured is not the disk. */
    @BeforeAll
    void fetchAnImageOfManyEntries() throws Exception {
        Path memory = Path.of("/dev/shm");
        directory = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "dray-memory-test-")
                : Files.createTempDirectory("dray-memory-test-");
        machine = Machine.in(directory);
        image = directory.resolve("many.aci");
        write(image, new TarBytes().file("manifest", HEAD + "\"labels\":[]}").directory("rootfs"), "rootfs/");
        assertThat(peakKib(List.of("--insecure-options=image", "fetch", image.toString())))
                .isLessThan(MANY_KIB);
    }

    @AfterAll
    void remove() {
        assertThat(Dray.program("rm", "-rf", directory.toString()).code()).isZero();
    }

    private static void write(Path file, TarBytes start, String root) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(start.unfinished());
            for (int i = 0; i < MANY; i++) {
                String folder = root + "lib/node_modules/folder" + i / (FILES_IN_FOLDER + 1);
                TarBytes entry = i % (FILES_IN_FOLDER + 1) == 0
                        ? new TarBytes().directory(folder + "/")
                        : new TarBytes().file(folder + "/file-of-usual-name-" + i, "");
                out.write(entry.unfinished());
            }
            out.write(new byte[1024]);
        }
    }

    private long peakKib(List<String> arguments) throws Exception {
        Path log = directory.resolve("log");
        Process process = machine.start(log, arguments.toArray(String[]::new));
        long peak = PeakMemory.kibOf(process);
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        assertThat(peak).isPositive();
        return peak;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image validate ACI",
                "image verify",
                "image export example.com/many OUT",
                "image export --format=oci-archive example.com/many OUT",
                "image render example.com/many OUT",
                "image unpack OUT ACI",
                "image lint ACI"
            })
    @Order(1)
    void manyEntriesTakeLittle(String command) throws Exception {
        Path out = directory.resolve("out");
        List<String> arguments = new ArrayList<>();
        for (String word : command.split(" ", -1)) {
            arguments.add(word.replace("OUT", out.toString()).replace("ACI", image.toString()));
        }
        try {
            assertThat(peakKib(arguments)).as("KiB").isLessThan(MANY_KIB);
        } finally {
            assertThat(Dray.program("rm", "-rf", out.toString()).code()).isZero();
        }
    }

    @Test
    @Order(2)
    void aLayerOfManyEntriesTakesLittle() throws Exception {
        Path layer = directory.resolve("layer.tar");
        write(layer, new TarBytes(), "");
        Path target = directory.resolve("unpacked");
        assertThat(peakKib(List.of("image", "unpack", target.toString(), layer.toString())))
                .as("KiB")
                .isLessThan(MANY_KIB);
    }

    static Stream<String> manifests() {
        return Stream.of(
                HEAD + "\"annotations\":[" + list(33_000, "{\"name\":\"a%d\",\"value\":\"v\"}") + "]}",
                HEAD + "\"pathWhitelist\":[" + list(99_900, "\"/usr/share/some/folder/file%d\"") + "]}",
                HEAD + "\"app\":{\"exec\":[\"/x\"],\"user\":\"0\",\"group\":\"0\",\"userAnnotations\":{"
                        + list(99_900, "\"key%d\":\"a value of some length\"") + "}}}",
                HEAD + "\"annotations\":[" + list(24_900, "{\"name\":\"a--%d\",\"value\":\"v\",\"odd\":1}") + "]}");
    }

    private static String list(int count, String item) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < count; i++) {
            list.append(i == 0 ? "" : ",").append(item.formatted(i));
        }
        return list.toString();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("manifests")
    @Order(3)
    void manyValuesOfAManifestTakeLittle(String manifest, @TempDir Path other) throws Exception {
        Path aci = other.resolve("values.aci");
        Files.write(
                aci,
                new TarBytes().file("manifest", manifest).directory("rootfs").finished());
        Machine clean = Machine.in(other);
        for (String command : List.of("fetch", "image validate", "image lint")) {
            List<String> arguments = new ArrayList<>(List.of("--insecure-options=image"));
            arguments.addAll(List.of(command.split(" ", -1)));
            arguments.add(aci.toString());
            Path log = other.resolve("log");
            Process process = clean.start(log, arguments.toArray(String[]::new));
            assertThat(PeakMemory.kibOf(process))
                    .as("KiB of " + command)
                    .isPositive()
                    .isLessThan(MAX_KIB);
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        }
    }
}
