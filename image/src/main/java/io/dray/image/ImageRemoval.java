package io.dray.image;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.Directories;
import io.dray.core.InvalidInputException;
import io.dray.core.ProcessOwner;
import io.dray.linux.FileLock;
import io.dray.linux.FileTrees;
import io.dray.linux.IoFailures;
import java.io.IOException;
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
    /** What this module makes under {@code tmp}. */
    private static final Set<String> KINDS =
            Set.of("import", "layer", "lease", "image", "remove", "damaged", "mask", "oci");

    private final DataDirectory data;
    private final LayerFiles layers;
    private final ImageRecords records;
    private final WithdrawnImages withdrawn;

    ImageRemoval(DataDirectory data) {
        this.data = data;
        this.layers = new LayerFiles(data);
        this.records = new ImageRecords(data);
        this.withdrawn = new WithdrawnImages(data, records);
    }

    void remove(Digest id, ImageGuard guard) {
        Path directory = data.images().resolve(id.toString());
        Optional<StoredImage> image = records.read(directory);
        if (!Files.exists(directory)) {
            return;
        }
        Path trash = data.newTemporary("remove");
        try (FileLock lock = layers.lock()) {
            assert lock != null;
            if (image.isPresent()) {
                requireUnused(image.get(), guard);
                moveAside(directory, trash.resolve("image"));
                // who began to use it before it was out of sight has said so by now
                requireStillUnused(image.get(), guard, trash.resolve("image"));
            } else {
                moveAside(directory, trash.resolve("image"));
            }
            removeUnneeded(trash);
        } catch (IOException e) {
            throw IoFailures.during("cannot remove image " + id, e);
        } finally {
            FileTrees.remove(trash);
        }
    }

    /**
     * Takes the image out of sight; its layers stay as long as they are used.
     *
     * @param guard asked first if there is one, and no running command may work with the image then
     */
    void withdraw(Digest id, Optional<ImageGuard> guard) {
        Optional<StoredImage> image = records.read(data.images().resolve(id.toString()));
        try (FileLock lock = layers.lock()) {
            assert lock != null;
            if (image.isPresent() && guard.isPresent()) {
                requireUnused(image.get(), guard.get());
            }
            withdrawn.add(id);
        } catch (IOException e) {
            throw IoFailures.during("cannot remove image " + id, e);
        }
    }

    GarbageReport collect(ImageGuard guard) {
        new ImportedFiles(data).collect(data.images());
        List<String> temporaries = collectTemporaries();
        if (!Files.exists(data.layers())) {
            return new GarbageReport(List.of(), temporaries);
        }
        Path trash = data.newTemporary("remove");
        try (FileLock lock = layers.lock()) {
            assert lock != null;
            removeWithdrawn(guard);
            return new GarbageReport(removeUnneeded(trash), temporaries);
        } catch (IOException e) {
            throw IoFailures.during("cannot remove unused layers from " + data.layers(), e);
        } finally {
            FileTrees.remove(trash);
        }
    }

    private void removeWithdrawn(ImageGuard guard) throws IOException {
        for (StoredImage image : withdrawn.all()) {
            try {
                requireUnused(image, guard);
                withdrawn.remove(image);
            } catch (InvalidInputException _) {
                // another time
            }
        }
    }

    /** Takes those of these layers away that nothing needs. */
    void removeUnneeded(List<Digest> candidates) {
        Path trash = data.newTemporary("remove");
        try (FileLock lock = layers.lock()) {
            assert lock != null;
            removeUnneeded(candidates, trash);
        } catch (IOException e) {
            throw IoFailures.during("cannot remove layers from " + data.layers(), e);
        } finally {
            FileTrees.remove(trash);
        }
    }

    /** Commands first: of one that has made a pod and ended meanwhile the guard knows. */
    private void requireUnused(StoredImage image, ImageGuard guard) throws IOException {
        Set<Digest> held = LayerLease.held(data);
        for (Digest layer : image.layers()) {
            if (held.contains(layer)) {
                throw new InvalidInputException(
                        "cannot remove image " + image.id() + ": a running command uses it",
                        "try it again when that has ended");
            }
        }
        guard.requireUnused(image);
    }

    private void requireStillUnused(StoredImage image, ImageGuard guard, Path aside) throws IOException {
        try {
            requireUnused(image, guard);
        } catch (IOException | RuntimeException e) {
            moveAside(aside, data.images().resolve(image.id().toString()));
            throw e;
        }
    }

    private static void moveAside(Path from, Path to) throws IOException {
        try {
            AtomicFiles.rename(from, to);
        } catch (NoSuchFileException _) {
            // another process removed it first
        }
    }

    /** What killed imports left; things of builds and pods are not this module's. */
    private List<String> collectTemporaries() {
        List<String> removed = new ArrayList<>();
        try {
            for (Path temporary : Directories.entries(data.temporary())) {
                String name = String.valueOf(temporary.getFileName());
                Optional<ProcessOwner> owner = DataDirectory.ownerOf(temporary);
                int end = name.indexOf('-');
                if (end > 0
                        && KINDS.contains(name.substring(0, end))
                        && owner.isPresent()
                        && !owner.get().isAlive()) {
                    FileTrees.remove(temporary);
                    removed.add(name);
                }
            }
        } catch (IOException e) {
            throw IoFailures.during("cannot clear " + data.temporary(), e);
        }
        return removed;
    }

    private List<String> removeUnneeded(Path trash) throws IOException {
        List<Digest> all = new ArrayList<>();
        for (Path directory : Directories.entries(data.layers())) {
            digestOf(directory).ifPresent(all::add);
        }
        return removeUnneeded(all, trash);
    }

    private List<String> removeUnneeded(List<Digest> candidates, Path trash) throws IOException {
        List<String> removed = new ArrayList<>();
        Set<Digest> needed = new HashSet<>(LayerLease.held(data));
        for (StoredImage image : records.all()) {
            needed.addAll(image.layers());
        }
        for (StoredImage image : withdrawn.all()) {
            needed.addAll(image.layers());
        }
        for (Digest layer : candidates) {
            if (!isNeeded(layer, needed)) {
                layers.remove(layer, trash);
                removed.add(layer.toString());
            }
        }
        for (Digest held : LayerLease.held(data)) {
            // somebody began to use it meanwhile
            if (layers.bringBack(held, trash)) {
                removed.remove(held.toString());
            }
        }
        for (Path link : Directories.entries(data.links())) {
            if (Files.isSymbolicLink(link) && !Files.exists(link)) {
                Files.delete(link);
            }
        }
        return removed;
    }

    /** A mask lives as long as all the layers it was made for. */
    private boolean isNeeded(Digest digest, Set<Digest> needed) throws IOException {
        List<Digest> inputs = layers.maskInputs(digest);
        return needed.contains(digest) || (!inputs.isEmpty() && needed.containsAll(inputs));
    }

    private static Optional<Digest> digestOf(Path directory) {
        try {
            return Optional.of(Digest.parse(String.valueOf(directory.getFileName())));
        } catch (InvalidInputException _) {
            return Optional.empty();
        }
    }
}
