package io.dray.image;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.MissingException;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps images in the store for as long as a command works with them: a {@link LayerLease} of what it looked at. Whoever removes
 * first takes an image out of sight and then looks for holds, and who holds first says so and then looks whether the image is
 * still there; so one of the two notices. Plain file access, because the start of a pod needs it. Not thread-safe.
 */
public final class ImageHold implements AutoCloseable {
    private final DataDirectory data;
    private final ImageStore store;
    private final List<Path> files = new ArrayList<>();
    private Optional<Path> directory = Optional.empty();

    ImageHold(DataDirectory data, ImageStore store) {
        this.data = data;
        this.store = store.within(this);
    }

    /** The store, whose {@link ImageStore#chain} holds everything that it gives. */
    public ImageStore store() {
        return store;
    }

    /**
     * Holds the image's own layers.
     *
     * @throws MissingException if somebody removes it at this very moment
     */
    public StoredImage keep(StoredImage image) {
        keep(image.layers(), image);
        return image;
    }

    void keep(LayerChain chain, StoredImage image) {
        List<Digest> layers = new ArrayList<>();
        for (Layer layer : chain.layers()) {
            layers.add(layer.digest());
        }
        keep(layers, image);
    }

    /** Holds the image's own layers, whether they are there or not. */
    public void claim(StoredImage image) {
        claim(image.layers());
    }

    private void keep(List<Digest> layers, StoredImage image) {
        claim(layers);
        LayerFiles present = new LayerFiles(data);
        for (Digest layer : layers) {
            if (!present.exists(layer)) {
                throw new MissingException(
                        "image " + image.displayName() + " was just removed from " + data.root(),
                        "fetch or build it again");
            }
        }
    }

    private void claim(List<Digest> layers) {
        StringBuilder text = new StringBuilder();
        for (Digest layer : layers) {
            text.append(layer).append('\n');
        }
        if (directory.isEmpty()) {
            directory = Optional.of(data.newTemporary(LayerLease.KIND));
        }
        Path file = directory.get().resolve(LayerLease.LIST + files.size());
        files.add(file);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw IoFailures.with("cannot write", file, e);
        }
    }

    /** The images may go. */
    @Override
    public void close() {
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            if (directory.isPresent()) {
                Files.deleteIfExists(directory.get());
            }
        } catch (IOException e) {
            throw IoFailures.with("cannot remove", directory.orElse(data.temporary()), e);
        }
    }
}
