package io.dray.image.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.ImageOrigin;
import io.dray.image.ImageStore;
import io.dray.image.ImportListener;
import io.dray.image.aci.Aci;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of OCI layouts that were cut or of which a bit has changed: refused in one line, and nothing half made stays. */
class OciDamageTest {
    private static final int BLOCK = 512;
    private static final int FLIPS = 300;

    private final long seed = System.nanoTime();

    @TempDir
    private Path directory;

    private byte[] archive() throws IOException {
        MemoryImage image = new MemoryImage().withLayer("bin/app", "content ".repeat(100));
        Path layout = image.layout(directory.resolve("layout"), image.manifest());
        // the index is there as a blob too, which nothing refers to
        byte[] index = Files.readAllBytes(layout.resolve(LayoutArchive.INDEX));
        Files.delete(layout.resolve("blobs/sha256")
                .resolve(Digest.of(Digest.Algorithm.SHA256, index).hex()));
        Aci archive = Aci.empty();
        try (Stream<Path> files = Files.walk(layout)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                // nothing in it is beyond ASCII
                archive.file(
                        layout.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.US_ASCII));
            }
        }
        return archive.toByteArray();
    }

    /** Whether it came in. */
    private boolean isAccepted(byte[] archive) throws IOException {
        Path path = Files.write(directory.resolve("damaged.tar"), archive);
        ImageStore store = new ImageStore(new DataDirectory(directory.resolve("data")));
        try {
            OciFile file = new OciFile(OciFile.Kind.OCI_ARCHIVE, path, Optional.empty());
            store.remove(new OciImport(store)
                    .run(file, (id, manifest) -> ImageOrigin.of("test"), ImportListener.silent())
                    .id());
            return true;
        } catch (InvalidInputException | MissingException e) {
            assertThat(e.getMessage()).as("seed " + seed).startsWith("cannot ").doesNotContain("\n");
            return false;
        } finally {
            assertNothingStays();
        }
    }

    private void assertNothingStays() throws IOException {
        for (String place : List.of("images", "layers", "l", "tmp")) {
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
        byte[] good = archive();
        assertThat(isAccepted(good)).isTrue();
        for (int end = 0; end < good.length - 2 * BLOCK; end += BLOCK / 2) {
            assertThat(isAccepted(Arrays.copyOf(good, end + end % 3)))
                    .as("cut at " + end)
                    .isFalse();
        }
    }

    /** What a digest covers cannot change unseen; names, owners and times of the outer archive mean nothing. */
    @Test
    void aChangedBitOfWhatADigestCoversIsRefused() throws IOException {
        byte[] good = archive();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] bad = good.clone();
            int at = random.nextInt(bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            boolean accepted = isAccepted(bad);
            refused += accepted ? 0 : 1;
            assertThat(accepted && isBlob(good, at))
                    .as("seed " + seed + " at " + at)
                    .isFalse();
        }
        assertThat(refused).as("seed " + seed).isPositive();
    }

    /** Whether the byte belongs to the content of a blob. */
    private static boolean isBlob(byte[] archive, int at) {
        int start = 0;
        while (start < archive.length && archive[start] != 0) {
            String header = new String(archive, start, BLOCK, StandardCharsets.ISO_8859_1);
            int size = Integer.parseInt(header.substring(124, 135), 8);
            int content = start + BLOCK;
            if (at >= content && at < content + size) {
                return header.startsWith("blobs/");
            }
            start = content + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
        return false;
    }
}
