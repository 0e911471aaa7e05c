package io.dray.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DataDirectory;
import io.dray.core.MissingException;
import io.dray.image.aci.Aci;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarType;
import io.dray.linux.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageVerificationTest {
    @TempDir
    private Path directory;

    private DataDirectory data;
    private ImageStore store;
    private Path aci;
    private StoredImage image;
    private Path tree;
    private ImageVerification verification;

    @BeforeEach
    void importImage() {
        data = new DataDirectory(directory.resolve("data"));
        store = new ImageStore(data);
        aci = Aci.named("example.com/a")
                .directory("rootfs/d")
                .file("rootfs/d/x", "good")
                .link("rootfs/l", "d")
                .file("rootfs/l/through", "x")
                .file("rootfs/implied/y", "y")
                .hardLink("rootfs/h", "rootfs/d/x")
                .file(
                        TarEntry.builder(ByteString.of("rootfs/a"), TarType.FILE)
                                .attributes(Map.of("user.a", "1".getBytes(StandardCharsets.UTF_8))),
                        "a")
                .write(directory.resolve("a.aci"));
        image = store.importArchive(aci, ImportListener.silent());
        tree = store.chain(image).trees().getFirst();
        verification =
                new ImageVerification(store, lost -> store.importArchive(aci, lost.origin(), ImportListener.silent()));
    }

    interface Damage {
        void to(Path tree) throws IOException;
    }

    static Arguments damage(String expected, Damage damage) {
        return Arguments.of(expected, damage);
    }

    static Stream<Arguments> damages() {
        FileTime epoch = FileTime.from(Instant.EPOCH);
        return Stream.of(
                damage("entry rootfs/d/x: its time differs", tree -> Files.writeString(tree.resolve("d/x"), "evil")),
                damage("the content of a file differs", tree -> {
                    Path file = tree.resolve("d/x");
                    FileTime time = Files.getLastModifiedTime(file);
                    Files.writeString(file, "evil");
                    Files.setLastModifiedTime(file, time);
                }),
                damage(
                        "entry rootfs/d/x: its mode differs",
                        tree -> Files.setPosixFilePermissions(
                                tree.resolve("d/x"), PosixFilePermissions.fromString("rwxrwxrwx"))),
                damage("entry rootfs/d/: its time differs", tree -> Files.delete(tree.resolve("d/through"))),
                damage(
                        "entry rootfs/d/: its time differs",
                        tree -> Files.setLastModifiedTime(tree.resolve("d"), epoch)),
                damage(
                        "entry rootfs/a: its attributes differ",
                        tree -> Files.setAttribute(tree.resolve("a"), "user:a", "2".getBytes(StandardCharsets.UTF_8))),
                damage(
                        "entry implied/more: the archive has no such file",
                        tree -> Files.writeString(tree.resolve("implied/more"), "")),
                damage("entry rootfs/l: its time differs", tree -> {
                    Files.delete(tree.resolve("l"));
                    Files.createSymbolicLink(tree.resolve("l"), Path.of("/"));
                    Files.setAttribute(tree, "lastModifiedTime", FileTime.from(Instant.ofEpochSecond(1000, 5)));
                }));
    }

    @Test
    void aLayerThatNobodyTouchedIsGood() {
        assertThat(verification.problem(image)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("damages")
    void findsAndRepairsAnyDamage(String expected, Damage damage) throws IOException {
        damage.to(tree);

        assertThat(verification.problem(image))
                .hasValueSatisfying(problem -> assertThat(problem).contains(expected));
        verification.repair(image);

        assertThat(verification.problem(image)).isEmpty();
        assertThat(tree.resolve("d/x")).hasContent("good");
        assertThat(data.temporary()).isEmptyDirectory();
    }

    @Test
    void whatCannotBeRepairedStaysAsItWas() throws IOException {
        Files.writeString(tree.resolve("d/x"), "evil");
        ImageVerification helpless = new ImageVerification(store, lost -> {
            throw new MissingException("it is nowhere");
        });

        assertThatThrownBy(() -> helpless.repair(image)).hasMessage("it is nowhere");
        assertThat(tree.resolve("d/x")).hasContent("evil");
        assertThat(data.temporary()).isEmptyDirectory();
    }

    @Test
    void lostRecordsAreMadeAgain() throws IOException {
        Path link = data.root().resolve(store.chain(image).lowerDirectories());
        Files.delete(image.manifestFile().resolveSibling("image.json"));
        Files.delete(link);

        assertThat(store.repairRecords())
                .containsExactly(
                        image.manifestFile().resolveSibling("image.json").toString(), link.toString());

        assertThat(store.list()).extracting(StoredImage::displayName).containsExactly("example.com/a");
        assertThat(store.list().getFirst().size()).isEqualTo(image.size());
        assertThat(link.resolve("d/x")).hasContent("good");
    }

    @Test
    void aFileThatHasNotChangedIsNotReadAgain() throws IOException {
        Path other = Aci.named("example.com/b").write(directory.resolve("b.aci"));
        ImportListener listener = new ImportListener() {
            @Override
            public void progressed(long read, long total) {
                throw new AssertionError("it is read again");
            }
        };

        assertThat(store.importArchive(aci, listener).id()).isEqualTo(image.id());

        Files.copy(other, aci, StandardCopyOption.REPLACE_EXISTING);
        assertThat(store.importArchive(aci, ImportListener.silent()).name()).isEqualTo("example.com/b");
    }

    @Test
    void anImageIsUnusedOnceItsTimeIsOver() {
        Instant later = Instant.now().plusSeconds(60);

        assertThat(store.unusedSince(later)).containsExactly(image);
        assertThat(store.unusedSince(image.imported())).isEmpty();
        new ImageStore(data, () -> later).markUsed(image);
        assertThat(store.unusedSince(later)).isEmpty();
    }
}
