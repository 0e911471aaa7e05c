package io.dray.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DataDirectory;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.aci.Aci;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that somebody works with while somebody else removes. */
class ImageHoldTest {
    @TempDir
    private Path directory;

    private DataDirectory data;
    private ImageStore store;
    private StoredImage image;

    @BeforeEach
    void makeTheImage() throws IOException {
        data = new DataDirectory(directory.resolve("data"));
        store = new ImageStore(data);
        Path aci = Aci.named("example.com/a").file("rootfs/f", "content").write(directory.resolve("a.aci"));
        image = store.importArchive(aci, ImportListener.silent());
    }

    @Test
    void whatAChainWasAskedOfIsNotRemoved() {
        try (ImageHold hold = store.hold()) {
            Path tree = hold.store().chain(image).trees().getFirst();

            assertThatThrownBy(() -> store.remove(image.id()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("a running command uses it");
            assertThat(store.list()).containsExactly(image);
            assertThat(tree.resolve("f")).hasContent("content");
        }
        store.remove(image.id());
        assertThat(store.list()).isEmpty();
        assertThat(data.layers()).isEmptyDirectory();
        assertThat(data.temporary()).isEmptyDirectory();
    }

    @Test
    void layersStayThoughTheirImageIsLost() throws IOException {
        Path tree = store.chain(image).trees().getFirst();
        try (ImageHold hold = store.hold()) {
            hold.claim(image);
            Files.delete(image.manifestFile().resolveSibling("image.json"));

            assertThat(store.collect(ImageGuard.NONE).layers()).isEmpty();
            assertThat(tree.resolve("f")).hasContent("content");
        }
        assertThat(store.collect(ImageGuard.NONE).layers())
                .containsExactly(image.id().toString());
    }

    @Test
    void aGuardThatFindsAUseBringsTheImageBack() {
        assertThatThrownBy(() -> store.remove(image.id(), used -> {
                    throw new InvalidInputException("a pod has " + used.displayName());
                }))
                .hasMessage("a pod has example.com/a");
        assertThat(store.list()).containsExactly(image);

        int[] calls = {0};
        assertThatThrownBy(() -> store.remove(image.id(), used -> {
                    // begins to be used after the first look, when the image is out of sight
                    if (calls[0]++ > 0) {
                        assertThat(store.list()).isEmpty();
                        throw new InvalidInputException("now a pod has it");
                    }
                }))
                .hasMessage("now a pod has it");
        assertThat(store.list()).containsExactly(image);
        assertThat(store.chain(image).trees().getFirst().resolve("f")).hasContent("content");
        assertThat(data.temporary()).isEmptyDirectory();
    }

    @Test
    void whatIsGoneCannotBeHeld() {
        store.remove(image.id());
        try (ImageHold hold = store.hold()) {
            assertThatThrownBy(() -> hold.keep(image))
                    .isInstanceOf(MissingException.class)
                    .hasMessageContaining("was just removed");
        }
        assertThat(data.temporary()).isEmptyDirectory();
    }

    @Test
    void theHoldOfAProcessThatIsGoneIsWorthNothing() throws IOException {
        Path lease = data.temporary().resolve("lease-1.1.none-x");
        Files.createDirectories(lease);
        Files.writeString(lease.resolve("list-0"), image.id() + "\n");

        store.remove(image.id());

        assertThat(store.list()).isEmpty();
    }
}
