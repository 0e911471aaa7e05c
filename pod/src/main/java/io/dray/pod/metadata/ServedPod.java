package io.dray.pod.metadata;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.pod.AppcManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the service says of a pod: read from its directory and from its images at each request. */
final class ServedPod {
    private final UUID uuid;
    private final Path manifest;
    private final Path images;

    /**
     * The pod of a directory.
     *
     * @param manifest its appc manifest
     * @param images the directory of images by their IDs
     */
    ServedPod(UUID uuid, Path manifest, Path images) {
        this.uuid = uuid;
        this.manifest = manifest;
        this.images = images;
    }

    /** The pod of {@code <data>/pods/<uuid>}. */
    static ServedPod of(Path directory) {
        UUID uuid = UUID.fromString(String.valueOf(directory.getFileName()));
        return new ServedPod(
                uuid,
                directory.resolve("manifest"),
                directory.resolve("../../images").normalize());
    }

    UUID uuid() {
        return uuid;
    }

    byte[] manifest() throws IOException {
        return AppcManifest.text(manifest);
    }

    JsonValue annotations() throws IOException {
        return list(fields(), "annotations");
    }

    /** The ID of the image of an app; empty if there is no such app. */
    Optional<String> imageId(String app) throws IOException {
        Optional<JsonObject> found = app(app);
        return found.isEmpty()
                ? Optional.empty()
                : found.get()
                        .field("image")
                        .flatMap(image -> image.asObject("image").field("id").map(id -> id.asString("id")));
    }

    /** As it was in the image, byte for byte. */
    Optional<byte[]> imageManifest(String app) throws IOException {
        Optional<String> id = imageId(app);
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.readAllBytes(images.resolve(id.get()).resolve("manifest")));
    }

    /** Those of the image, over which those of the app in the pod win; in the image's order, new ones at the end. */
    Optional<JsonValue> annotations(String app) throws IOException {
        Optional<JsonObject> own = app(app);
        Optional<byte[]> image = imageManifest(app);
        if (own.isEmpty() || image.isEmpty()) {
            return Optional.empty();
        }
        Map<String, JsonValue> merged = new LinkedHashMap<>();
        JsonObject imageFields = Json.parse("image manifest", image.get()).asObject("image manifest");
        for (JsonArray annotations : List.of(list(imageFields, "annotations"), list(own.get(), "annotations"))) {
            for (JsonValue annotation : annotations.items()) {
                Optional<JsonValue> name = annotation.asObject("annotations").fieldIgnoringCase("name");
                if (name.isPresent()) {
                    merged.put(name.get().asString("name"), annotation);
                }
            }
        }
        return Optional.of(new JsonArray(new ArrayList<>(merged.values())));
    }

    private Optional<JsonObject> app(String name) throws IOException {
        for (JsonValue item : list(fields(), "apps").items()) {
            JsonObject app = item.asObject("apps");
            Optional<JsonValue> own = app.field("name");
            if (own.isPresent() && own.get().asString("name").equals(name)) {
                return Optional.of(app);
            }
        }
        return Optional.empty();
    }

    private JsonObject fields() throws IOException {
        return Json.parse("pod manifest", manifest()).asObject("pod manifest");
    }

    private static JsonArray list(JsonObject object, String field) {
        Optional<JsonValue> value = object.fieldIgnoringCase(field);
        return new JsonArray(
                value.isPresent() && value.get() instanceof JsonArray
                        ? value.get().asList(field)
                        : List.of());
    }
}
