package io.dray.image;

import io.dray.image.tree.LayeredTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All layers that make up the root file system of an image, those of its dependencies included.
 *
 * @param image the image
 * @param layers lowest first; no layer is there twice
 */
public record LayerChain(StoredImage image, List<Layer> layers) {
    public LayerChain {
        layers = List.copyOf(layers);
    }

    /** The directories of the layers, lowest first. */
    public List<Path> trees() {
        List<Path> trees = new ArrayList<>();
        for (Layer layer : layers) {
            trees.add(layer.tree());
        }
        return List.copyOf(trees);
    }

    /** The value of the mount option {@code lowerdir}, relative to the data directory: topmost first, {@code l/b:l/a}. */
    public String lowerDirectories() {
        StringBuilder option = new StringBuilder();
        for (int i = layers.size() - 1; i >= 0; i--) {
            if (!option.isEmpty()) {
                option.append(':');
            }
            option.append(layers.get(i).link());
        }
        return option.toString();
    }

    /** A read-only view of all layers as one tree. */
    public LayeredTree tree() {
        return new LayeredTree(trees());
    }
}
