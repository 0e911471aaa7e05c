package io.dray.image;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.manifest.Dependency;
import io.dray.image.manifest.ImageManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the layers of an image and of all it depends on, for one image; not thread-safe.
 *
 * <p>An image that is reached twice is rendered twice by the specification. Of two equal layers in a stack only the upper
 * one can be seen, so the lower one is dropped, and what was resolved once is not resolved again; that keeps what would be
 * exponentially many visits linear. Only where a whitelist is met the layers beneath matter, and then visits are counted.
 *
 * <p>Keys are the hexadecimal digits: the first comparison of records costs milliseconds on the way to a container's start.
 */
final class ChainResolver {
    private static final int MAX_VISITS = 10_000;

    private final DataDirectory data;
    private final ImageRecords records;
    private final LayerFiles files;
    private final MaskLayers masks;
    private final Map<String, List<Layer>> resolved = new HashMap<>();
    private final Set<String> masked = new HashSet<>();
    private final Map<String, String> path = new LinkedHashMap<>();
    private int visits;

    ChainResolver(DataDirectory data, ImageRecords records) {
        this.data = data;
        this.records = records;
        this.files = new LayerFiles(data);
        this.masks = new MaskLayers(data, files);
    }

    LayerChain resolve(StoredImage image) {
        return new LayerChain(image, layers(image, List.of()));
    }

    /** The layers of an image and its dependencies, given those that lie beneath them. */
    private List<Layer> layers(StoredImage image, Collection<Layer> beneath) {
        List<Layer> known = resolved.get(image.id().hex());
        if (known != null) {
            return known;
        }
        enter(image);
        if (image.holdsAllItsLayers()) {
            return whole(image);
        }
        ImageManifest manifest = image.manifest();
        Map<String, Layer> stack = new LinkedHashMap<>();
        boolean dependsOnBeneath = !manifest.pathWhitelist().isEmpty();
        for (Dependency dependency : manifest.dependencies()) {
            StoredImage lower = dependency(image, dependency);
            for (Layer layer : layers(lower, stacked(beneath, stack.values()))) {
                putOnTop(stack, layer);
            }
            dependsOnBeneath |= masked.contains(lower.id().hex());
        }
        for (Digest digest : image.layers()) {
            putOnTop(stack, layer(digest, image));
        }
        if (!manifest.pathWhitelist().isEmpty()) {
            putOnTop(stack, masks.mask(image, manifest, List.copyOf(stack.values()), List.copyOf(beneath)));
        }
        path.remove(image.id().hex());
        List<Layer> layers = List.copyOf(stack.values());
        if (dependsOnBeneath) {
            masked.add(image.id().hex());
        } else {
            resolved.put(image.id().hex(), layers);
        }
        return layers;
    }

    /** What an image of OCI shows is in its own layers, whatever dependencies and whitelist its manifest remembers. */
    private List<Layer> whole(StoredImage image) {
        Map<String, Layer> stack = new LinkedHashMap<>();
        for (Digest digest : image.layers()) {
            putOnTop(stack, layer(digest, image));
        }
        path.remove(image.id().hex());
        List<Layer> layers = List.copyOf(stack.values());
        resolved.put(image.id().hex(), layers);
        return layers;
    }

    private void enter(StoredImage image) {
        if (path.containsKey(image.id().hex())) {
            throw new InvalidInputException(
                    "image " + image.displayName() + " depends on itself",
                    "remove one of the images of the circle: " + circle(image));
        }
        if (++visits > MAX_VISITS) {
            throw new InvalidInputException("image " + image.displayName()
                    + " is reached by too many ways: the dependencies are more than " + MAX_VISITS);
        }
        path.put(image.id().hex(), image.displayName());
    }

    /** The images on the way from this one back to it. */
    private String circle(StoredImage image) {
        StringBuilder names = new StringBuilder();
        for (Map.Entry<String, String> entry : path.entrySet()) {
            if (!names.isEmpty() || entry.getKey().equals(image.id().hex())) {
                names.append(entry.getValue()).append(" -> ");
            }
        }
        return names.append(image.displayName()).toString();
    }

    private static Collection<Layer> stacked(Collection<Layer> beneath, Collection<Layer> above) {
        List<Layer> all = new ArrayList<>(beneath);
        all.addAll(above);
        return all;
    }

    private static void putOnTop(Map<String, Layer> stack, Layer layer) {
        stack.remove(layer.digest().hex());
        stack.put(layer.digest().hex(), layer);
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
