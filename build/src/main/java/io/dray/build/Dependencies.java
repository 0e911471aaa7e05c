package io.dray.build;

import io.dray.core.MissingException;
import io.dray.image.ImageStore;
import io.dray.image.Layer;
import io.dray.image.StoredImage;
import io.dray.image.manifest.ImageReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Images that others stand on, found in the store.
 *
 * @param images as they are named, lowest first
 * @param layers all their layers, those of their own dependencies included, lowest first; none is there twice
 */
record Dependencies(List<StoredImage> images, List<Layer> layers) {
    Dependencies {
        images = List.copyOf(images);
        layers = List.copyOf(layers);
    }

    /** The layers of these images, one above the other. */
    static Dependencies of(ImageStore store, List<StoredImage> images) {
        // of a layer that several images have only the topmost place counts: it covers what the lower ones show
        Map<String, Layer> layers = new LinkedHashMap<>();
        for (StoredImage image : images) {
            for (Layer layer : store.chain(image).layers()) {
                layers.remove(layer.link());
                layers.put(layer.link(), layer);
            }
        }
        return new Dependencies(images, List.copyOf(layers.values()));
    }

    /**
     * Looks for all of them.
     *
     * @param what the image that is built
     * @throws MissingException that names every one that is not there
     */
    static List<StoredImage> require(ImageStore store, ImageName what, List<ImageReference> references) {
        List<StoredImage> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (ImageReference reference : references) {
            store.find(reference).ifPresentOrElse(found::add, () -> missing.add(reference.toString()));
        }
        if (!missing.isEmpty()) {
            throw new MissingException(
                    "cannot build " + what + ": not in the image store: " + String.join(", ", missing),
                    "build " + (missing.size() == 1 ? "it" : "each of them")
                            + " with 'dray build DIR', then build this one again");
        }
        return found;
    }

    /** What a step's key depends on. */
    List<String> digests() {
        return layers.stream().map(layer -> layer.digest().toString()).toList();
    }

    /** The layers' directories, lowest first. */
    List<Path> trees() {
        return layers.stream().map(Layer::tree).toList();
    }

    /** The layers' places for a mount option, lowest first. */
    List<String> links() {
        return layers.stream().map(Layer::link).toList();
    }
}
