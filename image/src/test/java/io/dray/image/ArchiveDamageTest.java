package io.dray.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DataDirectory;
import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.image.aci.Aci;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that were cut or of which a bit has changed: refused in one line or another image, and nothing half made stays. */
class ArchiveDamageTest {
    private static final int BLOCK = 512;
    private static final int FLIPS = 400;

    private final long seed = System.nanoTime();

    @TempDir
    private Path directory;

    private ImageStore store() {
        return new ImageStore(new DataDirectory(directory.resolve("data")));
    }

    private static byte[] good() throws IOException {
        return Aci.named("example.com/damage")
                .file("rootfs/" + "long/".repeat(40) + "x", "content ".repeat(200))
                .link("rootfs/l", "long")
                .hardLink("rootfs/h", "rootfs/l")
                .directory("rootfs/d")
                .file("rootfs/d/empty", "")
                .toByteArray();
    }

    private void assertNothingStays() throws IOException {
        for (String place : new String[] {"images", "layers", "l", "tmp"}) {
            Path path = directory.resolve("data").resolve(place);
            if (Files.exists(path)) {
                try (Stream<Path> left = Files.list(path)) {
                    assertThat(left).as(place + ", seed " + seed).isEmpty();
                }
            }
        }
    }

    @Test
    void aCutArchiveIsRefusedWhereverItIsCut() throws IOException {
        byte[] good = good();
        Set<Integer> cuts = new TreeSet<>();
        for (int end = 0; end < good.length - 2 * BLOCK; end += BLOCK) {
            cuts.addAll(Set.of(end, end + 1, end + BLOCK / 2, end + BLOCK - 1));
        }
        Path file = directory.resolve("cut.aci");
        for (int end : cuts) {
            Files.write(file, Arrays.copyOf(good, end));

            assertThatThrownBy(() -> store().importArchive(file, ImportListener.silent()))
                    .as("cut at " + end)
                    .isInstanceOf(InvalidInputException.class)
                    .message()
                    .startsWith("cannot import " + file + ": ")
                    .doesNotContain("\n");
            assertNothingStays();
        }
    }

    @Test
    void aChangedBitMakesAnotherImageOrNone() throws IOException {
        byte[] good = good();
        Random random = new Random(seed);
        ImageStore store = store();
        Path file = directory.resolve("flipped.aci");
        Files.write(file, good);
        StoredImage original = store.importArchive(file, ImportListener.silent());
        store.remove(original.id());
        int refused = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            try {
                StoredImage other = store.importArchive(file, ImportListener.silent());
                assertThat(other.id()).as("seed " + seed).isNotEqualTo(original.id());
                store.remove(other.id());
            } catch (DrayException e) {
                refused++;
                assertThat(e.getMessage())
                        .as("seed " + seed)
                        .startsWith("cannot import ")
                        .doesNotContain("\n");
            }
            assertNothingStays();
        }
        assertThat(refused).as("seed " + seed).isPositive();
    }
}
