package io.dray.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.aci.Aci;
import io.dray.image.tar.Compression;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarType;
import io.dray.image.tree.LayeredTree;
import io.dray.linux.ByteString;
import io.dray.linux.Capabilities;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers of OCI images: whiteouts, what lies beneath, and what was announced. */
class LayerIntakeTest {
    private static final Digest ID = Digest.of(Digest.Algorithm.SHA256, new byte[] {1});

    @TempDir
    private Path directory;

    private DataDirectory data;
    private ImageStore store;

    @BeforeEach
    void makeStore() {
        assumeTrue(Capabilities.effective().has("SYS_ADMIN"), "root");
        data = new DataDirectory(directory.resolve("data"));
        store = new ImageStore(data);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void namesALayerByItsUncompressedArchive(Compression compression) throws IOException {
        byte[] archive = Aci.empty().file("hello", "hello").toByteArray();
        Digest diffId = Digest.of(Digest.Algorithm.SHA256, archive);
        byte[] compressed = compressed(archive, compression);
        LayerSource source = LayerSource.of("layer", new ByteArrayInputStream(compressed))
                .expecting(Digest.of(Digest.Algorithm.SHA256, compressed), compressed.length)
                .unpackingTo(diffId);
        try (LayerIntake intake = store.intake()) {
            assertThat(intake.add(source)).isEqualTo(new StoredLayer(diffId, diffId, 5));
            assertThat(read(publish(intake), "/hello")).isEqualTo("hello");
        }
        try (LayerIntake intake = store.intake()) {
            assertThat(intake.addKnown(diffId)).isTrue();
            assertThat(intake.addKnown(ID)).isFalse();
        }
        assertThat(data.temporary()).isEmptyDirectory();
    }

    @Test
    void aWhiteoutHidesOneNameAndAnOpaqueDirectoryAllOfThem() {
        Aci lower = Aci.empty()
                .file("a", "1")
                .directory("d")
                .file("d/x", "1")
                .directory("e")
                .file("e/x", "1");
        Aci upper = Aci.empty()
                .file(".wh.a", "")
                .directory("d")
                .file("d/.wh..wh..opq", "")
                .file("d/y", "2")
                .file(".wh.e", "");

        LayeredTree tree = stack(lower, upper);

        assertThat(tree.lookup("/a")).isEmpty();
        assertThat(tree.lookup("/d/x")).isEmpty();
        assertThat(tree.lookup("/d/y")).isPresent();
        assertThat(tree.lookup("/e")).isEmpty();
        assertThat(tree.lookup("/d/.wh..wh..opq")).isEmpty();
    }

    @Test
    void whiteoutsActOnLowerLayersOnlyWhereverTheyStand() {
        Aci lower = Aci.empty()
                .directory("d")
                .file("d/x", "1")
                .file("f", "1")
                .directory("e")
                .file("e/x", "1");
        Aci upper = Aci.empty()
                .directory("d")
                .file("d/y", "2")
                .file("d/.wh..wh..opq", "")
                .file("f", "2")
                .file(".wh.f", "")
                .file(".wh.e", "")
                .directory("e")
                .file("e/y", "2");

        LayeredTree tree = stack(lower, upper);

        assertThat(text(tree, "/d/y")).isEqualTo("2");
        assertThat(tree.lookup("/d/x")).isEmpty();
        assertThat(text(tree, "/f")).isEqualTo("2");
        assertThat(tree.lookup("/e/x")).isEmpty();
        assertThat(text(tree, "/e/y")).isEqualTo("2");
    }

    @Test
    void anOpaqueRootHidesEverythingBeneath() {
        LayeredTree tree = stack(
                Aci.empty().file("a", "1").directory("d").file("d/x", "1"),
                Aci.empty().file(".wh..wh..opq", "").directory("d").file("d/y", "2"));

        assertThat(tree.lookup("/a")).isEmpty();
        assertThat(tree.lookup("/d/x")).isEmpty();
        assertThat(text(tree, "/d/y")).isEqualTo("2");
    }

    @Test
    void aPathThroughALowerLinkIsResolvedInsideTheImage() {
        LayeredTree tree = stack(
                Aci.empty()
                        .directory("usr")
                        .directory("usr/lib")
                        .link("lib", "usr/lib")
                        .link("out", "/../../usr"),
                Aci.empty().file("lib/x", "2").file("out/y", "2"));

        assertThat(tree.lookupNoFollow("/lib").orElseThrow().kind()).isEqualTo(LayeredTree.Kind.LINK);
        assertThat(text(tree, "/usr/lib/x")).isEqualTo("2");
        assertThat(text(tree, "/usr/y")).isEqualTo("2");
    }

    @Test
    void aDirectoryThatALayerDoesNotBringKeepsTheModeOfTheLowerOne() {
        Aci lower = Aci.empty()
                .add(TarEntry.builder(ByteString.of("d"), TarType.DIRECTORY).mode(01777));

        LayeredTree tree = stack(lower, Aci.empty().file("d/x", "2"));

        assertThat(tree.lookup("/d").orElseThrow().mode()).isEqualTo(01777);
    }

    @Test
    void aHardLinkToALowerFileBecomesAFileOfItsOwn() {
        LayeredTree tree =
                stack(Aci.empty().file("a", "1"), Aci.empty().hardLink("b", "a").hardLink("c", "b"));

        assertThat(text(tree, "/a")).isEqualTo("1");
        assertThat(text(tree, "/b")).isEqualTo("1");
        assertThat(text(tree, "/c")).isEqualTo("1");
    }

    @Test
    void twoHardLinksToALowerFileAreOneFile() throws IOException {
        LayeredTree tree = stack(
                Aci.empty().directory("d").file("d/a", "1").link("l", "d"),
                Aci.empty().hardLink("l/b", "d/a").hardLink("c", "l/a"));

        Path first = tree.lookup("/d/b").orElseThrow().physical();
        Path second = tree.lookup("/c").orElseThrow().physical();
        assertThat(Files.isSameFile(first, second)).isTrue();
        assertThat(text(tree, "/c")).isEqualTo("1");
    }

    @Test
    void whatDependsOnTheLowerLayersIsNamedByTheChain() {
        byte[] lower = Aci.empty().directory("d").toByteArray();
        byte[] upper = Aci.empty().file("d/x", "").toByteArray();
        try (LayerIntake intake = store.intake()) {
            intake.add(LayerSource.of("lower", new ByteArrayInputStream(lower)));
            StoredLayer added = intake.add(LayerSource.of("upper", new ByteArrayInputStream(upper)));

            assertThat(added.digest()).isNotEqualTo(added.diffId());
            assertThat(intake.names()).hasSize(2);
        }
        Digest diffId = Digest.of(Digest.Algorithm.SHA256, upper);
        try (LayerIntake intake = store.intake()) {
            assertThat(intake.addKnown(diffId)).isFalse();
            assertThat(intake.addKnown(Digest.of(Digest.Algorithm.SHA256, lower)))
                    .isTrue();
            assertThat(intake.addKnown(diffId)).isTrue();
        }
    }

    @Test
    void aLayerAppearsWhenItsFilesAreClosed() {
        AtomicBoolean early = new AtomicBoolean(true);
        byte[] archive = Aci.empty().file("a", "1").toByteArray();
        Digest name = Digest.of(Digest.Algorithm.SHA256, archive);
        // the archive is closed after everything that is written from it
        InputStream content = new FilterInputStream(new ByteArrayInputStream(archive)) {
            @Override
            public void close() throws IOException {
                early.set(Files.exists(data.layers().resolve(name.toString())));
                super.close();
            }
        };
        try (LayerIntake intake = store.intake()) {
            intake.add(LayerSource.of("layer", content));
        }
        assertThat(early).isFalse();
    }

    @Test
    void layersOfAnImageThatIsNotThereYetAreNotCollected() {
        try (LayerIntake intake = store.intake()) {
            intake.add(LayerSource.of(
                    "layer", new ByteArrayInputStream(Aci.empty().file("a", "1").toByteArray())));
            store.collect(ImageGuard.NONE);
            assertThat(read(publish(intake), "/a")).isEqualTo("1");
        }
        store.remove(ID);
        assertThat(data.layers()).isEmptyDirectory();
    }

    @Test
    void refusesAnImageWithoutItsLayers() {
        NewImage image = new NewImage(
                ID,
                Aci.MANIFEST.formatted("a", "").getBytes(StandardCharsets.UTF_8),
                List.of(ID),
                0,
                ImageOrigin.UNKNOWN,
                Map.of());

        assertThatThrownBy(() -> store.publish(image))
                .isInstanceOf(MissingException.class)
                .hasMessageContaining("its layer " + ID + " is not in");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(Aci.empty().file(".wh.", ""), "entry .wh.: it is a whiteout of ''"),
                Arguments.of(Aci.empty().file("d/.wh...", ""), "entry d/.wh...: it is a whiteout of '..'"),
                Arguments.of(Aci.empty().file(".wh..", ""), "entry .wh..: it is a whiteout of '.'"),
                Arguments.of(Aci.empty().file("../.wh.x", ""), "its name climbs with .."),
                Arguments.of(Aci.empty().directory(".wh.x"), "it is a whiteout but not a plain file"),
                Arguments.of(Aci.empty().file(".wh.x", "").hardLink("y", ".wh.x"), "it is a whiteout"),
                Arguments.of(Aci.empty().file("a", "").file("a", ""), "there is another entry of that name"),
                Arguments.of(Aci.empty().hardLink("a", "nothing"), "is not an earlier entry"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aHostileLayerIsRefusedAndLeavesNothing(Aci layer, String message) {
        try (LayerIntake intake = store.intake()) {
            LayerSource source = LayerSource.of("layer 1", new ByteArrayInputStream(layer.toByteArray()));
            assertThatThrownBy(() -> intake.add(source))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("cannot unpack layer 1: ")
                    .hasMessageContaining(message);
        }
        assertThat(data.layers()).doesNotExist();
        assertThat(data.temporary()).isEmptyDirectory();
    }

    @Test
    void refusesWhatIsNotWhatWasAnnounced() {
        byte[] archive = Aci.empty().file("a", "1").toByteArray();
        Digest digest = Digest.of(Digest.Algorithm.SHA256, archive);
        try (LayerIntake intake = store.intake()) {
            assertThatThrownBy(() -> intake.add(source(archive).expecting(ID, archive.length)))
                    .hasMessageContaining("its digest is " + digest.toOci() + " and not " + ID.toOci());
            assertThatThrownBy(() -> intake.add(source(archive).expecting(digest, archive.length - 1)))
                    .hasMessageContaining("it is longer than the " + (archive.length - 1) + " bytes");
            assertThatThrownBy(() -> intake.add(source(archive).expecting(digest, archive.length + 1)))
                    .hasMessageContaining("it has " + archive.length + " bytes and not");
            assertThatThrownBy(() -> intake.add(source(archive).unpackingTo(ID)))
                    .hasMessageContaining("uncompressed it is " + digest);
        }
        assertThat(data.layers()).doesNotExist();
    }

    private static LayerSource source(byte[] archive) {
        return LayerSource.of("layer", new ByteArrayInputStream(archive));
    }

    private LayeredTree stack(Aci... layers) {
        try (LayerIntake intake = store.intake()) {
            for (Aci layer : layers) {
                intake.add(source(layer.toByteArray()));
            }
            return store.chain(publish(intake)).tree();
        }
    }

    private StoredImage publish(LayerIntake intake) {
        byte[] manifest = Aci.MANIFEST.formatted("a", "").getBytes(StandardCharsets.UTF_8);
        return store.publish(new NewImage(
                ID,
                manifest,
                intake.names(),
                intake.size(),
                ImageOrigin.of("here"),
                Map.of("oci-config.json", new byte[] {'{', '}'})));
    }

    private String read(StoredImage image, String path) {
        assertThat(image.file("oci-config.json"))
                .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(2));
        assertThat(image.origin().source()).isEqualTo("here");
        return text(store.chain(image).tree(), path);
    }

    private static String text(LayeredTree tree, String path) {
        return new String(tree.read(path, 100), StandardCharsets.UTF_8);
    }

    private static byte[] compressed(byte[] plain, Compression compression) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (var out = compression.compress(target)) {
            out.write(plain);
        }
        return target.toByteArray();
    }
}
