package io.dray.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** An OCI archive of one gzipped layer, with files as a distribution has them that compress as programs and texts do; always the same. */
final class LayeredArchive {
    private static final int FILES_IN_FOLDER = 9;
    private static final int FILES = 12_600;
    private static final int WORDS = 1_024;

    /** Of the logarithm of the sizes. */
    private static final double MEAN = 8.12;

    private static final double DEVIATION = 1.9;
    private static final int LARGEST = 8_000_000;

    private final Path work;

    LayeredArchive(Path work) {
        this.work = work;
    }

    /** Makes the archive. */
    Path pack() throws IOException, InterruptedException {
        Path root = work.resolve("layered");
        fill(root);
        Path tar = work.resolve("layer.tar");
        Fixtures.run("tar", "-C", root.toString(), "--sort=name", "--mtime=@0", "-cf", tar.toString(), ".");
        Path layout = Files.createDirectories(work.resolve("layout/blobs/sha256"));
        Path gzipped = work.resolve("layer.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzipped), 1 << 16)) {
            Files.copy(tar, out);
        }
        String layer = place(layout, gzipped);
        String config = place(layout, """
            {"architecture":"amd64","os":"linux","config":{"Cmd":["/bin/true"]},
            "rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}\
            """.formatted(digest(tar)));
        String manifest = place(layout, """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json",%s},
            "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip",%s}]}\
            """.formatted(config, layer));
        Path top = work.resolve("layout");
        Files.writeString(top.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(top.resolve("index.json"), """
            {"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json",%s,
            "annotations":{"org.opencontainers.image.ref.name":"example.com/layered:1"}}]}\
            """.formatted(manifest));
        Path archive = work.resolve("layered.tar");
        Fixtures.run("tar", "-C", top.toString(), "-cf", archive.toString(), "oci-layout", "index.json", "blobs");
        Fixtures.run("rm", "-rf", root.toString(), tar.toString(), top.toString());
        return archive;
    }

    private static String place(Path blobs, String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile("blob", null), text);
        return place(blobs, file);
    }

    /** Moves a file among the blobs and gives the digest and size of its descriptor. */
    private static String place(Path blobs, Path file) throws IOException {
        String digest = digest(file);
        String descriptor = "\"digest\":\"sha256:" + digest + "\",\"size\":" + Files.size(file);
        Files.move(file, blobs.resolve(digest));
        return descriptor;
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return "%064x".formatted(new BigInteger(1, digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void fill(Path root) throws IOException {
        Random random = new Random(2);
        byte[] text = text(random);
        for (int file = 0; file < FILES; file++) {
            Path folder = Files.createDirectories(root.resolve("folder" + file / FILES_IN_FOLDER));
            int size = (int) Math.min(Math.exp(MEAN + DEVIATION * random.nextGaussian()), LARGEST);
            int start = random.nextInt(text.length - size);
            Files.write(
                    folder.resolve("file" + file),
                    List.of(new String(text, start, size, StandardCharsets.ISO_8859_1)),
                    StandardCharsets.ISO_8859_1);
        }
    }

    /** Words that come again, and bytes that do not: a third is left of it when it is compressed. */
    private static byte[] text(Random random) {
        byte[][] words = new byte[WORDS][];
        for (int i = 0; i < WORDS; i++) {
            words[i] = new byte[4 + random.nextInt(12)];
            random.nextBytes(words[i]);
        }
        byte[] text = new byte[2 * LARGEST];
        int filled = 0;
        while (filled < text.length) {
            byte[] word = words[(int) Math.min(WORDS - 1, Math.abs(random.nextGaussian()) * WORDS / 3)];
            int count = Math.min(word.length, text.length - filled);
            System.arraycopy(word, 0, text, filled, count);
            filled += count;
        }
        return text;
    }
}
