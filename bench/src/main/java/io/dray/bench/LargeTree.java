package io.dray.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Files as a distribution has them, many small and few large, always the same ones, as an ACI and as a plain root's archive. */
final class LargeTree {
    private static final String MANIFEST =
            "{\"acKind\":\"ImageManifest\",\"acVersion\":\"0.8.11\",\"name\":\"example.com/large\"}";
    private static final int FILES_IN_FOLDER = 9;

    /** Of the logarithm of the sizes: half of the files are smaller than 4 KB. */
    private static final double MEAN = 8.3;

    private static final double DEVIATION = 1.9;
    private static final int LARGEST = 8_000_000;

    private final Path work;
    private final long bytes;

    /**
     * @param work where the files go
     * @param bytes how many, roughly
     */
    LargeTree(Path work, long bytes) {
        this.work = work;
        this.bytes = bytes;
    }

    /** Makes both archives and returns the ACI. */
    Path pack() throws IOException, InterruptedException {
        Path layout = Files.createDirectories(work.resolve("large"));
        Files.writeString(layout.resolve("manifest"), MANIFEST);
        Path root = layout.resolve("rootfs");
        fill(root);
        Path aci = work.resolve("large.aci");
        Fixtures.run("tar", "-C", layout.toString(), "-cf", aci.toString(), "manifest", "rootfs");
        Fixtures.run("tar", "-C", root.toString(), "-cf", rootOf(aci).toString(), ".");
        return aci;
    }

    /** The archive of the same files for everybody else. */
    static Path rootOf(Path aci) {
        return aci.resolveSibling("large.tar");
    }

    private void fill(Path root) throws IOException {
        Random random = new Random(1);
        byte[] content = new byte[LARGEST];
        random.nextBytes(content);
        long written = 0;
        for (int file = 0; written < bytes; file++) {
            Path folder = Files.createDirectories(root.resolve("folder" + file / FILES_IN_FOLDER));
            int size = (int) Math.min(Math.exp(MEAN + DEVIATION * random.nextGaussian()), LARGEST);
            Files.write(folder.resolve("file" + file), Arrays.copyOf(content, size));
            written += size;
        }
    }
}
