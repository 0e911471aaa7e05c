package io.dray.image;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.linux.FileLock;
import io.dray.linux.FileTrees;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes images, and layers that no image needs, out of the store: first out of sight by a rename, then from the disk. */
final class ImageRemoval {
    private final DataDirectory data;
    private final LayerFiles layers;
    private final ImageRecords records;

    ImageRemoval(DataDirectory data) {
        this.data = data;
        this.layers = new LayerFiles(data);
        this.records = new ImageRecords(data);
    }

    void remove(Digest id) {
        Path directory = data.images().resolve(id.toString());
        if (!Files.exists(directory)) {
            return;
        }
        Path trash = data.newTemporary("remove");
        try (FileLock lock = layers.lock()) {
            assert lock != null;
            moveAside(directory, trash.resolve("image"));
            removeUnneeded(trash);
        } catch (IOException e) {
            throw IoFailures.during("cannot remove image " + id, e);
        } finally {
            FileTrees.remove(trash);
        }
    }

    void collect() {
        if (!Files.exists(data.layers())) {
            return;
        }
        Path trash = data.newTemporary("remove");
        try (FileLock lock = layers.lock()) {
            assert lock != null;
            removeUnneeded(trash);
        } catch (IOException e) {
            throw IoFailures.during("cannot remove unused layers from " + data.layers(), e);
        } finally {
            FileTrees.remove(trash);
        }
    }

    private static void moveAside(Path from, Path to) throws IOException {
        try {
            AtomicFiles.rename(from, to);
        } catch (NoSuchFileException _) {
            // another process removed it first
        }
    }

    private void removeUnneeded(Path trash) throws IOException {
        Set<Digest> needed = new HashSet<>(LayerLease.held(data));
        for (StoredImage image : records.all()) {
            needed.addAll(image.layers());
        }
        for (Path directory : entries(data.layers())) {
            Optional<Digest> digest = digestOf(directory);
            if (digest.isPresent() && !isNeeded(digest.get(), needed)) {
                layers.remove(digest.get(), trash);
            }
        }
        for (Path link : entries(data.links())) {
            if (Files.isSymbolicLink(link) && !Files.exists(link)) {
                Files.delete(link);
            }
        }
    }

    /** A mask lives as long as all the layers it was made for. */
    private boolean isNeeded(Digest digest, Set<Digest> needed) throws IOException {
        List<Digest> inputs = layers.maskInputs(digest);
        return inputs.isEmpty() ? needed.contains(digest) : needed.containsAll(inputs);
    }

    private static Optional<Digest> digestOf(Path directory) {
        try {
            return Optional.of(Digest.parse(String.valueOf(directory.getFileName())));
        } catch (InvalidInputException _) {
            return Optional.empty();
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException _) {
            return List.of();
        }
        return entries;
    }
}
