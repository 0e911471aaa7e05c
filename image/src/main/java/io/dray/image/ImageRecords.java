package io.dray.image;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.Timestamps;
import io.dray.image.manifest.ImageManifest;
import io.dray.image.manifest.ImageReference;
import io.dray.image.manifest.ManifestFields;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The directories {@code images/<id>}, read. Used on the way to a container's start: plain loops, small files. */
final class ImageRecords {
    static final String MANIFEST = "manifest";
    static final String RECORD = "image.json";

    /** Its time of modification says when the image was used last. */
    static final String USED = "used";

    /** Its time of modification says when the image was last counted as packed. */
    static final String PACKED = "packed";

    private static final String ORIGIN = "origin";
    private static final String LATEST = "latest";
    private static final String SIGNED_BY = "signedBy";
    private static final String BUILT_HERE = "builtHere";

    private final DataDirectory data;

    ImageRecords(DataDirectory data) {
        this.data = data;
    }

    Optional<StoredImage> find(ImageReference reference) {
        // a switch over types would be linked at run time, which costs milliseconds
        return reference instanceof ImageReference.ById byId
                ? findById(byId)
                : findByName((ImageReference.ByName) reference);
    }

    List<StoredImage> all() {
        List<StoredImage> images = new ArrayList<>();
        for (Path directory : directories()) {
            read(directory).ifPresent(images::add);
        }
        return images;
    }

    private Optional<StoredImage> findByName(ImageReference.ByName reference) {
        Optional<StoredImage> newest = Optional.empty();
        byte[] name = reference.name().getBytes(StandardCharsets.UTF_8);
        for (Path directory : directories()) {
            Optional<byte[]> content = content(directory);
            // a look at the bytes spares the parsing of all the others
            if (content.isEmpty() || !contains(content.get(), name)) {
                continue;
            }
            StoredImage image = parse(directory, content.get());
            if (reference.matches(image.name(), image.labels()) && (newest.isEmpty() || isNewer(image, newest.get()))) {
                newest = Optional.of(image);
            }
        }
        return newest;
    }

    private static boolean isNewer(StoredImage image, StoredImage other) {
        int order = image.imported().compareTo(other.imported());
        return order > 0 || (order == 0 && image.id().hex().compareTo(other.id().hex()) > 0);
    }

    private Optional<StoredImage> findById(ImageReference.ById reference) {
        Optional<Path> found = Optional.empty();
        for (Path directory : directories()) {
            if (nameOf(directory).startsWith(reference.prefix())) {
                if (found.isPresent()) {
                    throw new InvalidInputException(
                            "ambiguous image ID: several images have one that begins with '" + reference + "'",
                            "write more digits");
                }
                found = Optional.of(directory);
            }
        }
        return found.isEmpty() ? Optional.empty() : read(found.get());
    }

    Optional<StoredImage> read(Path directory) {
        Optional<byte[]> content = content(directory);
        return content.isEmpty() ? Optional.empty() : Optional.of(parse(directory, content.get()));
    }

    private List<Path> directories() {
        List<Path> directories = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(data.images())) {
            for (Path path : stream) {
                directories.add(path);
            }
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(data.images(), e);
        }
        return directories;
    }

    /** Empty for an image that was removed meanwhile. */
    private static Optional<byte[]> content(Path directory) {
        Path file = directory.resolve(RECORD);
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static StoredImage parse(Path directory, byte[] content) {
        String source = directory.resolve(RECORD).toString();
        JsonObject json = Json.parse(source, content).asObject(source);
        Map<String, String> labels = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> label :
                field(json, source, "labels").asObject(source).fields().entrySet()) {
            labels.put(label.getKey(), label.getValue().asString(source));
        }
        List<Digest> layers = new ArrayList<>();
        for (JsonValue layer : ManifestFields.itemsOf(field(json, source, "layers"), source)) {
            layers.add(Digest.parse(layer.asString(source)));
        }
        return new StoredImage(
                Digest.parse(nameOf(directory)),
                field(json, source, "name").asString(source),
                labels,
                field(json, source, "size").asLong(source),
                Timestamps.parse(field(json, source, "imported").asString(source)),
                origin(json, source),
                layers,
                directory.resolve(MANIFEST));
    }

    /** Whether a file of an image's directory has a meaning of its own. */
    static boolean isReserved(String name) {
        return name.equals(MANIFEST) || name.equals(RECORD) || name.equals(USED) || name.equals(PACKED);
    }

    /** Records of images that came before origins were noted have none of these fields. */
    private static ImageOrigin origin(JsonObject json, String source) {
        Optional<JsonValue> from = json.field(ORIGIN);
        Optional<JsonValue> signedBy = json.field(SIGNED_BY);
        return new ImageOrigin(
                from.isPresent() ? from.get().asString(source) : "",
                flag(json, LATEST, source),
                signedBy.isPresent() ? Optional.of(signedBy.get().asString(source)) : Optional.empty(),
                flag(json, BUILT_HERE, source));
    }

    private static boolean flag(JsonObject json, String name, String source) {
        Optional<JsonValue> value = json.field(name);
        return value.isPresent() && value.get().asBoolean(source);
    }

    private static JsonValue field(JsonObject json, String source, String name) {
        return json.field(name)
                .orElseThrow(() -> new InvalidInputException(source + ": " + name + " is missing", "remove " + source));
    }

    /** The text of {@code image.json}. */
    static String text(NewImage image, ImageManifest manifest, Instant imported) {
        JsonValue.ObjectBuilder labels = JsonValue.object();
        for (Map.Entry<String, String> label : manifest.labels().entrySet()) {
            labels.put(label.getKey(), label.getValue());
        }
        List<String> names = new ArrayList<>();
        for (Digest layer : image.layers()) {
            names.add(layer.toString());
        }
        JsonValue.ObjectBuilder json = JsonValue.object()
                .put("name", manifest.name())
                .put("labels", labels.build())
                .put("size", image.size())
                .put("imported", Timestamps.format(imported))
                .put("layers", names)
                .put(ORIGIN, image.origin().source())
                .put(LATEST, image.origin().latest())
                .put(BUILT_HERE, image.origin().builtHere());
        image.origin().signedBy().ifPresent(fingerprint -> json.put(SIGNED_BY, fingerprint));
        return Json.writePretty(json.build());
    }

    private static String nameOf(Path directory) {
        return String.valueOf(directory.getFileName());
    }

    private static boolean contains(byte[] text, byte[] part) {
        for (int i = 0; i <= text.length - part.length; i++) {
            int matched = 0;
            while (matched < part.length && text[i + matched] == part[matched]) {
                matched++;
            }
            if (matched == part.length) {
                return true;
            }
        }
        return false;
    }

    private static DrayException unreadable(Path path, IOException e) {
        return IoFailures.with("cannot read", path, e);
    }
}
