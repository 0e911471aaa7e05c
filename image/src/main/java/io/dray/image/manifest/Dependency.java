package io.dray.image.manifest;

import io.dray.core.Digest;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An image whose files lie beneath those of the image that names it.
 *
 * @param imageName its name
 * @param imageId if present, exactly this image
 * @param labels each must be present in the image with the same value
 * @param size bytes of its archive as transferred, a bound for downloads
 */
public record Dependency(String imageName, Optional<Digest> imageId, Map<String, String> labels, OptionalLong size) {
    public Dependency {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    static Dependency from(ManifestFields fields) {
        OptionalLong size = fields.number("size");
        if (size.isPresent() && size.getAsLong() < 0) {
            throw fields.invalid("size", "it may not be negative");
        }
        return new Dependency(
                ManifestRules.identifier(fields, "imageName"),
                fields.digest("imageID"),
                ManifestRules.labels(fields, "labels"),
                size);
    }

    JsonObject toJson() {
        JsonValue.ObjectBuilder json = JsonValue.object().put("imageName", imageName);
        imageId.ifPresent(id -> json.put("imageID", id.toString()));
        if (!labels.isEmpty()) {
            json.put("labels", ImageManifest.nameValues(labels));
        }
        size.ifPresent(bytes -> json.put("size", bytes));
        return json.build();
    }

    /** How to look for it in a store. */
    public ImageReference reference() {
        return imageId.<ImageReference>map(id -> new ImageReference.ById(id.toString()))
                .orElseGet(() -> new ImageReference.ByName(imageName, labels));
    }

    /** Name and labels, as a person would write them. */
    @Override
    public String toString() {
        return new ImageReference.ByName(imageName, labels).toString();
    }
}
