package io.dray.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.InvalidInputException;
import io.dray.image.aci.Aci;
import io.dray.image.aci.ArchiveUnpack;
import io.dray.image.manifest.ImageReference;
import io.dray.image.manifest.ManifestInspection;
import io.dray.image.tar.Compression;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarType;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.ByteString;
import io.dray.linux.FileStatus.FileTime;
import io.dray.linux.FileTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random damage to good input: refused with one line or accepted, but never a crash and nothing outside. */
class HostileInputTest {
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final List<String> TEXTS = List.of(
            "example.com/a:1,os=linux,arch=amd64",
            "sha512-" + "ab".repeat(64),
            "a/b~c:5:7.0,x=y!*'();@&+$/?#[]",
            "{\"acKind\":\"PodManifest\",\"acVersion\":\"0.8.11\",\"apps\":[{\"name\":\"a\",\"image\":{\"id\":\"x\"}}],"
                    + "\"volumes\":[{\"name\":\"v\",\"kind\":\"empty\",\"mode\":\"0755\",\"uid\":1}],\"isolators\":[]}",
            "{\"acKind\":\"ImageManifest\",\"acVersion\":\"0.8.11\",\"name\":\"a\",\"app\":{\"user\":\"0\",\"group\":\"0\","
                    + "\"isolators\":[{\"name\":\"resource/cpu\",\"value\":{\"limit\":\"1e3\"}}]}}");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @TempDir
    private Path directory;

    @Test
    void damagedArchivesAreRefusedOrContained() throws IOException {
        byte[] good = Aci.named("a")
                .file("rootfs/" + "long/".repeat(40) + "x", "content")
                .link("rootfs/l", "long")
                .hardLink("rootfs/h", "rootfs/l")
                .directory("rootfs/d")
                .file(
                        TarEntry.builder(ByteString.of("rootfs/a"), TarType.FILE)
                                .modified(new FileTime(-5, 7))
                                .attributes(Map.of("user.a", new byte[] {1, 2, 3})),
                        "a")
                .toByteArray();
        Path target = directory.resolve("target");
        List<Compression> compressions = List.of(Compression.values());
        long end = System.nanoTime() + TIME.toNanos();
        for (int round = 0; System.nanoTime() < end; round++) {
            byte[] bad = damaged(good);
            if (random.nextBoolean()) {
                fixChecksums(bad);
            }
            Path aci = Aci.write(directory.resolve("bad.aci"), bad, compressions.get(round % compressions.size()));
            try {
                new ArchiveUnpack(new UnpackLimits(1 << 24, 1000, 500)).unpack(target, List.of(aci));
                FileTrees.remove(target);
            } catch (InvalidInputException e) {
                assertThat(e.getMessage()).as("seed " + seed).doesNotContain("\n");
            }
            assertThat(directory.toFile().list()).as("seed " + seed).containsExactly("bad.aci");
            Files.delete(aci);
        }
    }

    @Test
    void damagedTextsAreRefusedOrAccepted() {
        long end = System.nanoTime() + TIME.toNanos();
        int refused = 0;
        while (System.nanoTime() < end) {
            byte[] text = damaged(TEXTS.get(random.nextInt(TEXTS.size())).getBytes(StandardCharsets.UTF_8));
            refused += ManifestInspection.of(text).isGood(false) ? 0 : 1;
            try {
                ImageReference.parse(new String(text, StandardCharsets.UTF_8));
            } catch (InvalidInputException _) {
                refused++;
            }
        }
        assertThat(refused).as("seed " + seed).isPositive();
    }

    private byte[] damaged(byte[] good) {
        byte[] bad = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bad.length);
            switch (random.nextInt(4)) {
                case 0 -> bad[at] = (byte) random.nextInt();
                case 1 -> bad[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bad[at] = (byte) "0179x/.=\"{}[]\n\0".charAt(random.nextInt(15));
                default -> {
                    int length = Math.min(random.nextInt(64), bad.length - at);
                    System.arraycopy(good, random.nextInt(good.length - length + 1), bad, at, length);
                }
            }
        }
        return bad;
    }

    /** Damage behind a good checksum goes deeper. */
    private static void fixChecksums(byte[] archive) {
        for (int block = 0; block + 512 <= archive.length; block += 512) {
            if (archive[block + 257] == 'u' && archive[block + 258] == 's') {
                int sum = 0;
                for (int i = 0; i < 512; i++) {
                    sum += i >= 148 && i < 156 ? ' ' : archive[block + i] & 0xff;
                }
                byte[] digits =
                        Integer.toOctalString((1 << 18) | sum).substring(1).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(digits, 0, archive, block + 148, digits.length);
            }
        }
    }
}
