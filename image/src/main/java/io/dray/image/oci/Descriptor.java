package io.dray.image.oci;

import io.dray.core.Digest;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names a blob by its content (image-spec, descriptor.md).
 *
 * @param mediaType what the blob is; empty if its source does not say
 * @param digest of its bytes
 * @param size of the blob in bytes, or {@link #UNKNOWN_SIZE}
 * @param platform of a manifest in an index: what the image runs on
 * @param annotations free text
 * @param urls where else the blob may be had, for layers that registries do not hand out
 */
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        Optional<Platform> platform,
        Map<String, String> annotations,
        List<String> urls) {
    /** The size of a blob whose source does not say it. */
    public static final long UNKNOWN_SIZE = -1;

    public Descriptor {
        annotations = Map.copyOf(annotations);
        urls = List.copyOf(urls);
    }

    /** A descriptor of only the three fields that each must have. */
    public static Descriptor of(String mediaType, Digest digest, long size) {
        return new Descriptor(mediaType, digest, size, Optional.empty(), Map.of(), List.of());
    }

    /** The descriptor of these bytes. */
    public static Descriptor ofContent(String mediaType, byte[] content) {
        return of(mediaType, Digest.of(Digest.Algorithm.SHA256, content), content.length);
    }

    static Descriptor from(OciFields fields) {
        long size = fields.number("size", UNKNOWN_SIZE);
        if (size < 0) {
            throw fields.invalid("size", "it must be given and not be negative");
        }
        return new Descriptor(
                fields.textOrEmpty("mediaType"),
                fields.digest("digest"),
                size,
                fields.nested("platform").map(Platform::from),
                fields.textMap("annotations"),
                fields.texts("urls"));
    }

    /** The tag or whole name that an archive gives the image. */
    Optional<String> referenceName() {
        return Optional.ofNullable(annotations.get(MediaTypes.REF_NAME));
    }

    Descriptor withPlatform(Platform newPlatform) {
        return new Descriptor(mediaType, digest, size, Optional.of(newPlatform), annotations, urls);
    }

    Descriptor withAnnotations(Map<String, String> newAnnotations) {
        return new Descriptor(mediaType, digest, size, platform, newAnnotations, urls);
    }

    /** The descriptor as it stands in a document, its annotations ordered by name. */
    JsonObject toJson() {
        JsonValue.ObjectBuilder json = JsonValue.object()
                .put("mediaType", mediaType)
                .put("digest", digest.toOci())
                .put("size", size);
        platform.ifPresent(present -> json.put("platform", present.toJson()));
        if (!annotations.isEmpty()) {
            json.put("annotations", texts(annotations));
        }
        return json.build();
    }

    /** Pairs of text, ordered by name, so that equal ones are written equally. */
    static JsonObject texts(Map<String, String> pairs) {
        Map<String, JsonValue> sorted = new LinkedHashMap<>();
        pairs.keySet().stream().sorted().forEach(name -> sorted.put(name, JsonValue.of(pairs.getOrDefault(name, ""))));
        return new JsonObject(sorted);
    }

    /** The digest as OCI writes it. */
    @Override
    public String toString() {
        return digest.toOci();
    }
}
