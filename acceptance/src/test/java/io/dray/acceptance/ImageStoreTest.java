package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store under many hands and sudden ends. */
class ImageStoreTest {
    private static final int FILES = 400;
    private static final int PARALLEL = 8;

    @TempDir
    private Path directory;

    private Path aci;
    private String data;

    @BeforeEach
    void makeImage() throws IOException {
        data = "--dir=" + directory.resolve("data");
        Path root = Files.createDirectories(directory.resolve("layout/rootfs"));
        byte[] content = new byte[20_000];
        new Random(1).nextBytes(content);
        for (int i = 0; i < FILES; i++) {
            Files.write(root.resolve("file" + i), content);
        }
        Files.writeString(
                root.resolveSibling("manifest"),
                "{\"acKind\":\"ImageManifest\",\"acVersion\":\"0.8.11\",\"name\":\"example.com/many\"}");
        aci = pack("many.aci");
    }

    private Path pack(String name) {
        Path archive = directory.resolve(name);
        String layout = directory.resolve("layout").toString();
        assertThat(Dray.program("tar", "-C", layout, "-cf", archive.toString(), "manifest", "rootfs")
                        .code())
                .isZero();
        return archive;
    }

    private static Dray.Result dray(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Dray.HOME.resolve("bin/dray").toString()));
        command.addAll(List.of(arguments));
        return Dray.program(command.toArray(new String[0]));
    }

    @Test
    void manyImportsOfOneFileDoTheWorkOnce() throws Exception {
        List<Process> imports = new ArrayList<>();
        for (int i = 0; i < PARALLEL; i++) {
            imports.add(Dray.start(
                    directory.resolve("log" + i), data, "--insecure-options=image", "fetch", aci.toString()));
        }
        for (Process each : imports) {
            assertThat(each.waitFor()).isZero();
        }
        assertThat(dray(data, "image", "list", "--no-legend").out().lines()).hasSize(1);
        try (Stream<Path> layers = Files.list(directory.resolve("data/layers"))) {
            assertThat(layers).hasSize(1);
        }
        assertThat(dray(data, "image", "verify").code()).isZero();
        assertThat(directory.resolve("data/tmp")).isEmptyDirectory();
    }

    @Test
    void aDamagedLayerComesAgainFromTheArchive() throws IOException {
        assertThat(dray(data, "--insecure-options=image", "fetch", aci.toString())
                        .code())
                .isZero();
        Path layer;
        try (Stream<Path> layers = Files.list(directory.resolve("data/layers"))) {
            layer = layers.findFirst().orElseThrow();
        }
        Files.writeString(layer.resolve("tree/file7"), "damaged");

        Dray.Result result = dray(data, "image", "verify", "example.com/many");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("tree cache verification failed for image example.com/many");
        assertThat(result.out())
                .startsWith("successfully verified checksum for image: \"example.com/many\" (\"sha512-");
        assertThat(layer.resolve("tree/file7")).hasSameBinaryContentAs(directory.resolve("layout/rootfs/file7"));
    }
}
