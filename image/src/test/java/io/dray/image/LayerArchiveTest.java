package io.dray.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DataDirectory;
import io.dray.core.MissingException;
import io.dray.core.OperationFailedException;
import io.dray.image.aci.Aci;
import io.dray.image.tar.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerArchiveTest {
    @TempDir
    private Path directory;

    private DataDirectory data;
    private ImageStore store;

    @BeforeEach
    void makeStore() {
        data = new DataDirectory(directory.resolve("data"));
        store = new ImageStore(data);
    }

    @Test
    void writesTheVeryBytesOfAnAci() throws IOException {
        byte[] archive = Aci.named("a")
                .file("rootfs/big", "0123456789".repeat(40_000))
                .link("rootfs/l", "big")
                .hardLink("rootfs/h", "rootfs/big")
                .directory("rootfs/d")
                .link("rootfs/through", "d")
                .file("rootfs/through/x", "x")
                .file("rootfs/empty", "")
                .toByteArray();
        byte[] withRest = Arrays.copyOf(archive, archive.length + 1234);
        withRest[withRest.length - 1] = 7;
        Path aci = Aci.write(directory.resolve("a.aci"), withRest, Compression.GZIP);

        StoredImage image = store.importArchive(aci, ImportListener.silent());

        assertThat(written(image)).isEqualTo(withRest);
    }

    @Test
    void writesTheVeryBytesOfALayer() {
        byte[] lower = Aci.empty().directory("usr").link("lib", "usr").toByteArray();
        byte[] upper = Aci.empty().file("lib/x", "x").file(".wh.y", "").toByteArray();
        try (LayerIntake intake = store.intake()) {
            intake.add(LayerSource.of("lower", new ByteArrayInputStream(lower)));
            StoredLayer layer = intake.add(LayerSource.of("upper", new ByteArrayInputStream(upper)));
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            new LayerArchive(data).write(layer.digest(), out);

            assertThat(out.toByteArray()).isEqualTo(upper);
        }
    }

    @Test
    void saysThatALayerIsDamagedOrMissing() throws IOException {
        StoredImage image = store.importArchive(
                Aci.named("a").file("rootfs/x", "good").write(directory.resolve("a.aci")), ImportListener.silent());
        Files.writeString(store.chain(image).trees().getFirst().resolve("x"), "evil");

        assertThatThrownBy(() -> written(image))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("is damaged");
        store.remove(image.id());
        assertThatThrownBy(() -> written(image)).isInstanceOf(MissingException.class);
    }

    private byte[] written(StoredImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new LayerArchive(data).write(image.id(), out);
        return out.toByteArray();
    }
}
