package io.dray.image.oci;

import io.dray.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The manifest of one image: a configuration and layers (image-spec, manifest.md).
 *
 * @param config the configuration's blob
 * @param layers lowest first
 * @param annotations free text
 */
public record OciManifest(Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {
    /** No image has more: overlayfs mounts 500. */
    static final int MAX_LAYERS = 500;

    public OciManifest {
        layers = List.copyOf(layers);
        annotations = Map.copyOf(annotations);
    }

    static OciManifest from(OciFields fields) {
        if (fields.has("fsLayers")) {
            throw new InvalidInputException(
                    fields.place() + ": it is a Docker manifest of schema 1, which has been out of use since 2019",
                    "push the image again with a current tool");
        }
        if (fields.number("schemaVersion", 0) != 2) {
            throw fields.invalid("schemaVersion", "it must be 2");
        }
        OciFields config = fields.nested("config").orElseThrow(() -> fields.invalid("config", "it is required"));
        List<OciFields> items = fields.list("layers");
        if (items.size() > MAX_LAYERS) {
            throw fields.invalid("layers", "there are " + items.size() + ", more than the limit of " + MAX_LAYERS);
        }
        List<Descriptor> layers = new ArrayList<>();
        for (OciFields item : items) {
            layers.add(layer(item));
        }
        return new OciManifest(config(config), layers, fields.textMap("annotations"));
    }

    /** Everything that the image consists of besides this manifest: the configuration, then the layers. */
    public List<Descriptor> blobs() {
        List<Descriptor> blobs = new ArrayList<>();
        blobs.add(config);
        blobs.addAll(layers);
        return List.copyOf(blobs);
    }

    private static Descriptor config(OciFields fields) {
        Descriptor config = Descriptor.from(fields);
        if (!config.mediaType().isEmpty() && !MediaTypes.isConfig(config.mediaType())) {
            throw fields.invalid(
                    "mediaType", "it is an artifact of type " + config.mediaType() + " and not an image that can run");
        }
        return config;
    }

    private static Descriptor layer(OciFields fields) {
        Descriptor layer = Descriptor.from(fields);
        if (!layer.mediaType().isEmpty() && !MediaTypes.isLayer(layer.mediaType())) {
            throw fields.invalid("mediaType", layer.mediaType() + " is not a layer of files");
        }
        return layer;
    }
}
