package io.dray.image;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.manifest.ImageReference;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.FileLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The images of one machine. Every method may race with every other, in this process or another one: images and layers
 * appear and go whole, by one rename. {@link #find}, {@link #require}, {@link #list} and {@link #chain} need no native calls
 * unless a whitelist is met for the first time.
 */
public final class ImageStore {
    private final DataDirectory data;
    private final ImageRecords records;
    private final InstantSource clock;
    private final Optional<ImageHold> hold;

    /** The store in a data directory, which need not exist yet. */
    public ImageStore(DataDirectory data) {
        this(data, InstantSource.system());
    }

    /**
     * The store in a data directory.
     *
     * @param clock gives the times of imports
     */
    public ImageStore(DataDirectory data, InstantSource clock) {
        this(data, clock, Optional.empty());
    }

    private ImageStore(DataDirectory data, InstantSource clock, Optional<ImageHold> hold) {
        this.data = data;
        this.records = new ImageRecords(data);
        this.clock = clock;
        this.hold = hold;
    }

    /** Begins to work with images: until it is closed, nobody removes what was asked of its store. */
    public ImageHold hold() {
        return new ImageHold(data, this);
    }

    ImageStore within(ImageHold other) {
        return new ImageStore(data, clock, Optional.of(other));
    }

    /** The image meant; of several the one imported last. */
    public Optional<StoredImage> find(ImageReference reference) {
        return records.find(reference);
    }

    /** The image meant, which must be there. */
    public StoredImage require(ImageReference reference) {
        return find(reference)
                .orElseThrow(() -> new MissingException(
                        (reference instanceof ImageReference.ById ? "no image IDs found: " : "") + "there is no image "
                                + reference + " in " + data.root(),
                        "see 'dray image list', or build it"));
    }

    /**
     * The image that a pod was made of, which may have been withdrawn since.
     *
     * @throws MissingException if it is gone
     */
    public StoredImage requireOfPod(Digest id) {
        ImageReference reference = new ImageReference.ById(id.toString());
        return find(reference)
                .or(() -> new WithdrawnImages(data, records).find(id))
                .orElseGet(() -> require(reference));
    }

    /** All images, ordered by name, the one imported last first among those of a name. */
    public List<StoredImage> list() {
        List<StoredImage> images = new ArrayList<>(records.all());
        images.sort(Comparator.comparing(StoredImage::name)
                .thenComparing(StoredImage::imported, Comparator.reverseOrder())
                .thenComparing(image -> image.id().hex()));
        return List.copyOf(images);
    }

    /**
     * Brings an ACI into the store. An image that is there already becomes the newest of its name.
     *
     * @param aci an archive, plain or compressed with gzip, bzip2, xz or zstd
     */
    public StoredImage importArchive(Path aci, ImportListener listener) {
        return importArchive(
                aci, ImageOrigin.of(aci.toAbsolutePath().normalize().toString()), listener);
    }

    /** The same, of an archive that came from elsewhere or that somebody vouches for. */
    public StoredImage importArchive(Path aci, ImageOrigin origin, ImportListener listener) {
        return importArchive(aci, (id, manifest) -> origin, listener);
    }

    /** The same, of an archive of which it depends on what is in it whether it may come in. */
    public StoredImage importArchive(Path aci, Admission admission, ImportListener listener) {
        return new ArchiveImport(data, clock, UnpackLimits.DEFAULT, admission).run(aci, listener);
    }

    /**
     * Begins to bring in the layers of an OCI image, for {@link #publish}; to be closed after that. It holds what it brought
     * until then.
     */
    public LayerIntake intake() {
        return new LayerIntake(data, UnpackLimits.DEFAULT);
    }

    /**
     * Makes an image of layers that are in the store. An image that is there already becomes the newest of its name.
     *
     * @throws MissingException if a layer is not in the store
     */
    public StoredImage publish(NewImage image) {
        return new ImagePublication(data, clock).publish(image);
    }

    /**
     * Waits until no other process or thread does the same work, which the text names, and keeps it from them until closed.
     * Afterwards the caller looks whether the work has been done meanwhile.
     *
     * @param work the source of an image, for instance
     */
    public FileLock lock(String work) {
        return SourceLock.acquire(data, work);
    }

    /** Notes that the image is used now. Plain file access; does nothing if the store cannot be written. */
    public void markUsed(StoredImage image) {
        stamp(image.usedFile());
    }

    /** Notes that the image counts as packed until it is used again; see {@link StoredImage#isPacked}. */
    public void markPacked(StoredImage image) {
        stamp(image.packedFile());
    }

    private void stamp(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException _) {
            // who may not write may still read and run
        }
    }

    /** The data directory that this is the store of. */
    public DataDirectory data() {
        return data;
    }

    /**
     * Takes the image out of the store, and its layers unless another image has them too; nothing happens if it is not there.
     * Whoever still has the layers mounted loses their files.
     */
    public void remove(Digest id) {
        remove(id, ImageGuard.NONE);
    }

    /**
     * The same, if the guard allows it and no running command works with the image.
     *
     * @throws InvalidInputException if something uses it; it stays as it was
     */
    public void remove(Digest id, ImageGuard guard) {
        new ImageRemoval(data).remove(id, guard);
    }

    /**
     * Takes the image out of sight even if something uses it, as rkt did; {@link #collect} removes its layers when nothing uses
     * them any more.
     */
    public void withdraw(Digest id) {
        new ImageRemoval(data).withdraw(id, Optional.empty());
    }

    /**
     * The same, if the guard allows it and no running command works with the image.
     *
     * @throws InvalidInputException if something uses it; it stays as it was
     */
    public void withdraw(Digest id, ImageGuard guard) {
        new ImageRemoval(data).withdraw(id, Optional.of(guard));
    }

    /**
     * Removes layers and links that belong to no image, and half-made things of processes that are gone.
     *
     * @param guard asked of images that were withdrawn
     */
    public GarbageReport collect(ImageGuard guard) {
        return new ImageRemoval(data).collect(guard);
    }

    /** Images that were neither used nor imported since then, and that no younger image depends on. */
    public List<StoredImage> unusedSince(Instant limit) {
        return new UnusedImages(records).before(limit);
    }

    /** Makes again what was lost of the store's records; returns the paths of what was made. */
    public List<String> repairRecords() {
        return new RecordRepair(data).run();
    }

    /** Bytes of the image's own layers that other images have too. */
    public long sharedSize(StoredImage image) {
        return new LayerSizes(data).shared(image, records.all());
    }

    /** Bytes of all layers of the image and its dependencies. */
    public long totalSize(StoredImage image) {
        LayerSizes sizes = new LayerSizes(data);
        long total = 0;
        for (Layer layer : chain(image).layers()) {
            total += sizes.of(layer.digest());
        }
        return total;
    }

    /** Bytes of the image's own archive, uncompressed. */
    public long archiveSize(StoredImage image) {
        LayerSizes sizes = new LayerSizes(data);
        long total = 0;
        for (Digest layer : image.layers()) {
            total += sizes.ofArchive(layer);
        }
        return total;
    }

    /**
     * Bytes of the image's rendered tree, dependencies included, were there one. Where a dependency is not in the store it is
     * the image's own alone.
     */
    public long treeSize(StoredImage image) {
        LayerSizes sizes = new LayerSizes(data);
        long total = 0;
        for (Digest layer : renderedLayers(image)) {
            total += sizes.ofTree(layer);
        }
        return total;
    }

    private List<Digest> renderedLayers(StoredImage image) {
        try {
            List<Digest> layers = new ArrayList<>();
            for (Layer layer : chain(image).layers()) {
                layers.add(layer.digest());
            }
            return layers;
        } catch (MissingException _) {
            return image.layers();
        }
    }

    /**
     * All layers that make up the image's file system: depth first through its dependencies in their order, its own last (appc
     * spec, aci.md, "Dependency Matching").
     *
     * @throws MissingException if a dependency is not in the store
     */
    public LayerChain chain(StoredImage image) {
        LayerChain chain = new ChainResolver(data, records).resolve(image);
        if (hold.isPresent()) {
            hold.get().keep(chain, image);
        }
        return chain;
    }
}
