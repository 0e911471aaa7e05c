package io.dray.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.image.aci.Aci;
import io.dray.linux.Capabilities;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers whose archive ends without the two zero blocks. */
class LayerEndTest {
    private static final int BLOCK = 512;
    private static final byte[] WHOLE = Aci.empty().file("a", "1").toByteArray();

    @TempDir
    private Path directory;

    private ImageStore store;

    @BeforeEach
    void makeStore() {
        assumeTrue(Capabilities.effective().has("SYS_ADMIN"), "root");
        store = new ImageStore(new DataDirectory(directory.resolve("data")));
    }

    @Test
    void aLayerMayEndWithItsLastEntry() throws IOException {
        byte[] unmarked = Arrays.copyOf(WHOLE, 2 * BLOCK);
        try (LayerIntake intake = store.intake()) {
            Digest layer = intake.add(source(unmarked)).digest();
            StoredImage image = store.publish(new NewImage(
                    layer,
                    Aci.MANIFEST.formatted("a", "").getBytes(StandardCharsets.UTF_8),
                    intake.names(),
                    intake.size(),
                    ImageOrigin.UNKNOWN,
                    Map.of()));

            ByteArrayOutputStream again = new ByteArrayOutputStream();
            new LayerArchive(store.data()).write(layer, again);
            assertThat(again.toByteArray()).isEqualTo(unmarked);
            assertThat(new ImageVerification(store, gone -> {}).problem(image)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 1, 2 * BLOCK + 1})
    void aLayerThatEndsElsewhereIsRefused(int length) {
        try (LayerIntake intake = store.intake()) {
            LayerSource source = source(Arrays.copyOf(WHOLE, length));
            assertThatThrownBy(() -> intake.add(source)).isInstanceOf(InvalidInputException.class);
        }
    }

    private static LayerSource source(byte[] archive) {
        return LayerSource.of("layer", new ByteArrayInputStream(archive));
    }
}
