package io.dray.image.aci;

import io.dray.core.EnvironmentException;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.core.PlainFile;
import io.dray.image.manifest.ImageManifest;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarReader;
import io.dray.image.tar.TarTap;
import io.dray.image.unpack.ArchiveStream;
import io.dray.image.unpack.EntryPaths;
import io.dray.image.unpack.LayerFold;
import io.dray.image.unpack.LayerUnpacker;
import io.dray.image.unpack.LowerTrees;
import io.dray.image.unpack.TreeUnpacker;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.ByteString;
import io.dray.linux.FileTrees;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Unpacks archives into a directory without a store: one ACI, of which come the file {@code manifest} and the directory {@code
 * rootfs}, or layers of an OCI image in their order, of which comes the root. All of it or nothing.
 */
public final class ArchiveUnpack {
    private final UnpackLimits limits;

    /** Unpacks within these limits. */
    public ArchiveUnpack(UnpackLimits limits) {
        this.limits = limits;
    }

    /**
     * Unpacks; on failure the directory is as it was.
     *
     * @param directory empty, or not there yet
     * @param archives one ACI, or layers with the lowest first
     */
    public void unpack(Path directory, List<Path> archives) {
        boolean made = prepare(directory);
        boolean done = false;
        try {
            if (archives.size() == 1 && isAci(archives.getFirst())) {
                unpackAci(directory, archives.getFirst());
            } else {
                unpackLayers(directory, archives);
            }
            done = true;
        } finally {
            if (!done) {
                undo(directory, made);
            }
        }
    }

    private static void undo(Path directory, boolean made) {
        if (made) {
            FileTrees.remove(directory);
        } else {
            FileTrees.clear(directory);
        }
    }

    private static boolean prepare(Path directory) {
        try {
            if (!Files.exists(directory)) {
                Files.createDirectory(directory);
                return true;
            }
            if (!Files.isDirectory(directory)) {
                throw new InvalidInputException(
                        "cannot unpack into " + directory + ": it is not a directory", "name an empty directory");
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                if (entries.iterator().hasNext()) {
                    throw new InvalidInputException(
                            "cannot unpack into " + directory + ": it is not empty", "name an empty directory");
                }
            }
            return false;
        } catch (IOException e) {
            throw IoFailures.during("cannot unpack into " + directory, e);
        }
    }

    /** A file of that name, or one that begins as an ACI does. */
    private boolean isAci(Path archive) {
        if (String.valueOf(archive.getFileName()).endsWith(".aci")) {
            return true;
        }
        try (ArchiveStream stream = new ArchiveStream(archive, limits, read -> {})) {
            TarReader reader = new TarReader(stream);
            for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                ByteString path = EntryPaths.clean(entry.get().name());
                if (!path.isEmpty()) {
                    return path.is("manifest") || path.is("rootfs") || path.startsWith(ByteString.of("rootfs/"));
                }
            }
            return false;
        } catch (InvalidInputException | IOException _) {
            // what is wrong with it will be said when it is unpacked
            return false;
        }
    }

    private void unpackAci(Path directory, Path archive) {
        attempt(archive, () -> {
            Path root = Files.createDirectory(directory.resolve("rootfs"));
            try (ArchiveStream stream = new ArchiveStream(archive, limits, read -> {});
                    TreeUnpacker tree = new TreeUnpacker(root, limits)) {
                byte[] manifest = new AciReader(new TarReader(stream), tree, limits).read();
                ImageManifest.parse("manifest", manifest);
                stream.finish();
                tree.finish();
                Files.write(directory.resolve("manifest"), manifest);
            }
        });
    }

    private void unpackLayers(Path directory, List<Path> archives) {
        for (Path archive : archives) {
            attempt(archive, () -> unpackLayer(directory, archive));
        }
    }

    private void unpackLayer(Path directory, Path archive) throws IOException {
        // inside of the directory, because files can only be moved within one file system
        Path staging = Files.createTempDirectory(directory, ".layer-");
        try (InputStream content = Files.newInputStream(archive);
                LowerTrees lower =
                        LowerTrees.openWithout(directory, staging.getFileName().toString());
                ArchiveStream stream = ArchiveStream.ofLayer(content, limits);
                LayerUnpacker unpacker = LayerUnpacker.forMerging(staging, lower, limits)) {
            unpacker.unpack(TarReader.ofLayer(stream, TarTap.none()));
            stream.finish();
            unpacker.finish();
            LayerFold.fold(staging, unpacker.opaque(), directory);
            unpacker.dressRoot(directory);
        } finally {
            FileTrees.remove(staging);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void attempt(Path archive, Work work) {
        String attempted = "cannot unpack " + archive;
        if (!Files.isRegularFile(archive)) {
            throw new MissingException(attempted + ": " + PlainFile.whyNot(archive));
        }
        try {
            if (Files.size(archive) == 0) {
                throw new InvalidInputException("the file is empty", "get the file again");
            }
            work.run();
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    attempted + ": " + e.getMessage(), e.hint().orElse(null), e);
        } catch (EnvironmentException e) {
            throw new EnvironmentException(
                    attempted + ": " + e.getMessage(), e.hint().orElse(null), e);
        } catch (IOException e) {
            throw IoFailures.during(attempted, e);
        }
    }
}
