package io.dray.image;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the layers of an image and of all it depends on, for one image; not thread-safe.
 *
 * <p>An image that is reached twice is rendered twice by the specification. Of two equal layers in a stack only the upper
 * one can be seen, so the lower one is dropped; that keeps what would be exponentially many visits linear.
 */
final class ChainResolver {
    private final DataDirectory data;
    private final LayerFiles files;
    private final ImageRecords records;
    private final Map<Digest, List<Layer>> resolved = new HashMap<>();
    private final List<Digest> path = new ArrayList<>();

    ChainResolver(DataDirectory data, ImageRecords records) {
        this.data = data;
        this.files = new LayerFiles(data);
        this.records = records;
    }

    LayerChain resolve(StoredImage image) {
        return new LayerChain(image, layers(image));
    }

    private List<Layer> layers(StoredImage image) {
        List<Layer> known = resolved.get(image.id());
        if (known != null) {
            return known;
        }
        if (path.contains(image.id())) {
            throw new InvalidInputException(
                    "image " + image.displayName() + " depends on itself",
                    "remove one of the images of the circle: " + path);
        }
        path.add(image.id());
        Map<Digest, Layer> stack = new LinkedHashMap<>();
        ImageManifest manifest = image.manifest();
        for (Dependency dependency : manifest.dependencies()) {
            for (Layer layer : layers(dependency(image, dependency))) {
                putOnTop(stack, layer);
            }
        }
        for (Digest digest : image.layers()) {
            putOnTop(stack, layer(digest, image));
        }
        path.removeLast();
        List<Layer> layers = List.copyOf(stack.values());
        resolved.put(image.id(), layers);
        return layers;
    }

    private static void putOnTop(Map<Digest, Layer> stack, Layer layer) {
        stack.remove(layer.digest());
        stack.put(layer.digest(), layer);
    }

    private StoredImage dependency(StoredImage image, Dependency dependency) {
        Optional<StoredImage> found = records.find(dependency.reference());
        if (found.isEmpty()) {
            throw new MissingException(
                    "image " + image.displayName() + " depends on " + dependency + ", which is not in " + data.root(),
                    "build or import " + dependency + " first");
        }
        return found.get();
    }

    private Layer layer(Digest digest, StoredImage image) {
        try {
            return new Layer(digest, files.link(digest), files.tree(digest), image);
        } catch (IOException e) {
            throw new MissingException(
                    "a layer of image " + image.displayName() + " is not in " + files.directory(digest),
                    "import the image again",
                    e);
        }
    }
}
