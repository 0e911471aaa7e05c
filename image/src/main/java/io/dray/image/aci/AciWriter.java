package io.dray.image.aci;

import io.dray.core.AtomicFiles;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.image.tar.Compression;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarType;
import io.dray.image.tar.TarWriter;
import io.dray.image.tree.LayerMerge;
import io.dray.image.tree.MergedFile;
import io.dray.linux.ByteString;
import io.dray.linux.IoFailures;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes an ACI: the manifest first, so that readers of streams can begin, then {@code rootfs} in the order of the names.
 * Equal files, manifest and settings give equal bytes. What is in {@code /tmp}, and sockets, are left out; extended
 * attributes and hard links are kept. Immutable.
 */
public final class AciWriter {
    private static final int BUFFER = 256 * 1024;
    private final Compression compression;
    private final Optional<Instant> latestTime;

    private AciWriter(Compression compression, Optional<Instant> latestTime) {
        this.compression = compression;
        this.latestTime = latestTime;
    }

    /** Writes with this compression and all times as they are. */
    public static AciWriter with(Compression compression) {
        return new AciWriter(compression, Optional.empty());
    }

    /** The same writer that writes no modification time later than this one; later times of files become it. */
    public AciWriter withLatestTime(Instant time) {
        return new AciWriter(compression, Optional.of(time));
    }

    /**
     * Writes the archive aside and renames it.
     *
     * @param target where; its name must end in {@code .aci}
     * @param manifest the bytes to store as they are
     * @return the image ID, the digest of the uncompressed archive
     */
    public Digest write(Path target, byte[] manifest, LayerMerge files) {
        String name = String.valueOf(target.getFileName());
        if (!name.endsWith(".aci")) {
            throw new InvalidInputException("cannot write " + target + ": the name of an image must end in .aci");
        }
        Path aside =
                target.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Digest id = writeAside(aside, manifest, files);
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            AtomicFiles.rename(aside, target);
            return id;
        } catch (IOException e) {
            throw IoFailures.during("cannot write " + target, e);
        } finally {
            deleteQuietly(aside);
        }
    }

    private Digest writeAside(Path aside, byte[] manifest, LayerMerge files) throws IOException {
        MessageDigest digest = Digest.Algorithm.SHA512.newMessageDigest();
        OutputStream compressed = compression.compress(Files.newOutputStream(aside));
        OutputStream plain = new BufferedOutputStream(new DigestOutputStream(compressed, digest), BUFFER);
        try (TarWriter archive = new TarWriter(plain);
                AciEntries entries = new AciEntries(archive, AciEntries.IN_ACI, latestTime)) {
            writeManifest(archive, manifest);
            for (MergedFile file : files.files()) {
                if (file.isArchived()) {
                    entries.write(file);
                }
            }
        }
        return Digest.ofBytes(Digest.Algorithm.SHA512, digest.digest());
    }

    private void writeManifest(TarWriter archive, byte[] manifest) throws IOException {
        archive.begin(TarEntry.builder(ByteString.of("manifest"), TarType.FILE)
                .size(manifest.length)
                .modified(AciEntries.timeOf(latestTime.orElse(Instant.EPOCH)))
                .build());
        int[] position = {0};
        archive.writeData((bytes, start, length) -> {
            int count = Math.min(length, manifest.length - position[0]);
            System.arraycopy(manifest, position[0], bytes, start, count);
            position[0] += count;
            return count;
        });
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // the failure that led here is the one to tell
        }
    }
}
