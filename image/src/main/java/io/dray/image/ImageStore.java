package io.dray.image;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.MissingException;
import io.dray.image.unpack.UnpackLimits;
import java.nio.file.Path;
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
        this.data = data;
        this.records = new ImageRecords(data);
        this.clock = clock;
    }

    /** The image meant; of several the one imported last. */
    public Optional<StoredImage> find(ImageReference reference) {
        return records.find(reference);
    }

    /** The image meant, which must be there. */
    public StoredImage require(ImageReference reference) {
        return find(reference)
                .orElseThrow(() -> new MissingException(
                        "there is no image " + reference + " in " + data.root(), "see 'dray image list', or build it"));
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
        return new ArchiveImport(data, clock, UnpackLimits.DEFAULT).run(aci, listener);
    }

    /**
     * Takes the image out of the store, and its layers unless another image has them too; nothing happens if it is not there.
     * Whoever still has the layers mounted loses their files, so callers look for that first.
     */
    public void remove(Digest id) {
        new ImageRemoval(data).remove(id);
    }

    /** Removes layers and links that belong to no image, as a crash may leave them. */
    public void collect() {
        new ImageRemoval(data).collect();
    }

    /**
     * All layers that make up the image's file system: depth first through its dependencies in their order, its own last (appc
     * spec, aci.md, "Dependency Matching").
     *
     * @throws MissingException if a dependency is not in the store
     */
    public LayerChain chain(StoredImage image) {
        return new ChainResolver(data, records).resolve(image);
    }
}
