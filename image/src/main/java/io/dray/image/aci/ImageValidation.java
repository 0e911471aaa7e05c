package io.dray.image.aci;

import io.dray.core.InvalidInputException;
import io.dray.image.manifest.Finding;
import io.dray.image.manifest.ManifestInspection;
import io.dray.image.manifest.PodManifestRules;
import io.dray.image.tar.Compression;
import io.dray.image.tar.TarReader;
import io.dray.image.unpack.ArchiveStream;
import io.dray.image.unpack.EntryCheck;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Judges a file without importing it: an ACI, an image layout directory, or a manifest. What it is shows in its content. Writes
 * nothing; thread-safe.
 */
public final class ImageValidation {
    private static final String MANIFEST = "manifest";
    private static final String ROOT = "rootfs";
    private static final int MAGIC_AT = 257;
    private static final int BLOCK = 512;

    private ImageValidation() {}

    /**
     * What a file is and what is wrong with it.
     *
     * @param what {@code app container image}, {@code image layout}, {@code ImageManifest} or {@code PodManifest}
     * @param findings errors first
     */
    public record Verdict(String what, List<Finding> findings) {
        public Verdict {
            findings = List.copyOf(findings);
        }

        /** Whether it is valid; {@code strict} counts warnings too. */
        public boolean isValid(boolean strict) {
            return new ManifestInspection(what, findings).isGood(strict);
        }
    }

    /** Judges a file or directory, which must be readable. */
    public static Verdict judge(Path file) {
        try {
            if (Files.isDirectory(file)) {
                return new Verdict("image layout", layout(file));
            }
            return isArchive(file) ? new Verdict("app container image", archive(file)) : manifest(file);
        } catch (IOException e) {
            throw IoFailures.with("cannot read", file, e);
        }
    }

    private static boolean isArchive(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(BLOCK);
        }
        if (Compression.detect(start) != Compression.NONE) {
            return true;
        }
        boolean ustar =
                start.length == BLOCK && new String(start, MAGIC_AT, 5, StandardCharsets.ISO_8859_1).equals("ustar");
        return ustar || (start.length == BLOCK && start[BLOCK - 1] == 0);
    }

    private static List<Finding> archive(Path file) throws IOException {
        try (ArchiveStream stream = new ArchiveStream(file, UnpackLimits.DEFAULT, read -> {})) {
            TarReader reader = new TarReader(stream);
            byte[] content = new AciReader(reader, new EntryCheck(), UnpackLimits.DEFAULT).read();
            stream.finish();
            return inManifest(content);
        } catch (InvalidInputException e) {
            return List.of(Finding.error(String.valueOf(e.getMessage())));
        }
    }

    private static List<Finding> inManifest(byte[] content) {
        ManifestInspection inspection = ManifestInspection.of(content);
        if (inspection.kind().equals(PodManifestRules.KIND)) {
            return List.of(Finding.error("manifest: expected ImageManifest, found PodManifest"));
        }
        List<Finding> findings = new ArrayList<>();
        for (Finding finding : inspection.findings()) {
            findings.add(new Finding(finding.severity(), "manifest: " + finding.what(), finding.why()));
        }
        return findings;
    }

    private static Verdict manifest(Path file) throws IOException {
        if (Files.size(file) > UnpackLimits.MAX_MANIFEST) {
            return new Verdict(
                    MANIFEST,
                    List.of(Finding.error("it is neither an archive nor a manifest of at most "
                            + UnpackLimits.MAX_MANIFEST + " bytes")));
        }
        ManifestInspection inspection = ManifestInspection.of(Files.readAllBytes(file));
        return new Verdict(inspection.kind(), inspection.findings());
    }

    private static List<Finding> layout(Path directory) throws IOException {
        TreeSet<String> strays = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                strays.add(String.valueOf(entry.getFileName()));
            }
        }
        strays.removeAll(Arrays.asList(MANIFEST, ROOT));
        Path manifest = directory.resolve(MANIFEST);
        Path root = directory.resolve(ROOT);
        if (!Files.exists(manifest, LinkOption.NOFOLLOW_LINKS)) {
            return List.of(Finding.error("it has no manifest"));
        }
        if (!Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS)) {
            return List.of(Finding.error("the manifest is not a plain file"));
        }
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return List.of(Finding.error("it has no rootfs"));
        }
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return List.of(Finding.error("rootfs is not a directory"));
        }
        if (!strays.isEmpty()) {
            return List.of(Finding.error(strays.first() + ": only manifest and rootfs may be in an image layout"));
        }
        if (Files.size(manifest) > UnpackLimits.MAX_MANIFEST) {
            return List.of(
                    Finding.error("the manifest is longer than the limit of " + UnpackLimits.MAX_MANIFEST + " bytes"));
        }
        return inManifest(Files.readAllBytes(manifest));
    }
}
