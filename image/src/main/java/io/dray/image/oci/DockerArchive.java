package io.dray.image.oci;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.MissingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code docker save} and {@code podman save} write: {@code manifest.json}, a list of images, each with its configuration
 * and the files of its layers. There are no digests of what is transferred; a layer is held against the diff id that the
 * configuration names. Not thread-safe while sources are made.
 */
final class DockerArchive implements OciArchive {
    static final String MANIFEST = "manifest.json";

    /** All that Docker wrote before 1.10. */
    static final String LEGACY = "repositories";

    private static final int MAX_IMAGES = 1_000;

    private final ArchiveFiles files;
    private final Path path;
    private final List<Entry> entries = new ArrayList<>();

    /** Of each configuration the files of its layers. */
    private final Map<Digest, List<String>> layers = new HashMap<>();

    /** Where the layers of the images lie that were asked for. */
    private final Map<Digest, String> places = new HashMap<>();

    private DockerArchive(ArchiveFiles files, Path path) {
        this.files = files;
        this.path = path;
    }

    static DockerArchive read(ArchiveFiles files, Path path) throws IOException {
        if (!files.has(MANIFEST)) {
            if (files.has(LEGACY)) {
                throw new InvalidInputException(
                        "it was saved by a Docker older than 1.10: it has no " + MANIFEST,
                        "load it into a current Docker or podman and save it again");
            }
            throw new MissingException("it is no archive of Docker's: it has no " + MANIFEST);
        }
        DockerArchive archive = new DockerArchive(files, path);
        List<JsonValue> images = Json.parse(MANIFEST, files.read(MANIFEST)).asList(MANIFEST);
        if (images.size() > MAX_IMAGES) {
            throw new InvalidInputException(
                    MANIFEST + " names " + images.size() + " images, more than the limit of " + MAX_IMAGES);
        }
        for (int i = 0; i < images.size(); i++) {
            String place = MANIFEST + ": [" + i + "]";
            archive.add(new OciFields(images.get(i).asObject(place), place));
        }
        return archive;
    }

    private void add(OciFields image) throws IOException {
        String config = image.text("Config").orElseThrow(() -> image.invalid("Config", "it is required"));
        List<String> names = image.texts("Layers");
        if (names.size() > OciManifest.MAX_LAYERS) {
            throw image.invalid(
                    "Layers", "there are " + names.size() + ", more than the limit of " + OciManifest.MAX_LAYERS);
        }
        Descriptor root = Descriptor.ofContent(MediaTypes.DOCKER_CONFIG, files.read(config));
        places.put(root.digest(), config);
        layers.put(root.digest(), names);
        List<String> tags = image.texts("RepoTags");
        for (String tag : tags) {
            entries.add(new Entry(tag, reference(tag, image), root));
        }
        if (tags.isEmpty()) {
            entries.add(new Entry("", OciArchive.nameOf(path, Optional.empty()), root));
        }
    }

    private static OciReference reference(String tag, OciFields image) {
        try {
            return OciReference.parse(tag);
        } catch (InvalidInputException e) {
            throw image.invalid("RepoTags", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** An image that has several names is one image. */
    @Override
    public Entry select(Optional<String> name, Platform platform) {
        boolean same = entries.stream()
                        .map(Entry::root)
                        .map(Descriptor::digest)
                        .distinct()
                        .count()
                == 1;
        return name.isEmpty() && same ? entries.getFirst() : OciArchive.super.select(name, platform);
    }

    @Override
    public OciSource source(Entry entry, Platform platform) throws IOException {
        byte[] content = OciSource.read(this, entry.root(), "config");
        OciConfig config = OciConfig.parse("config " + OciSource.brief(entry.root()), content);
        List<String> names = layers.getOrDefault(entry.root().digest(), List.of());
        List<Descriptor> descriptors = new ArrayList<>();
        for (int i = 0; i < Math.min(names.size(), config.diffIds().size()); i++) {
            Digest diffId = config.diffIds().get(i);
            places.put(diffId, names.get(i));
            descriptors.add(Descriptor.of(MediaTypes.LAYER, diffId, Descriptor.UNKNOWN_SIZE));
        }
        if (names.size() != config.diffIds().size()) {
            throw new InvalidInputException(MANIFEST + " names " + names.size() + " layers but the config names "
                    + config.diffIds().size() + " in rootfs.diff_ids");
        }
        return new OciSource(this, new OciManifest(entry.root(), descriptors, Map.of()), Optional.empty(), content);
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        String place = places.get(blob.digest());
        if (place == null) {
            throw ArchiveFiles.missing(blob.toString());
        }
        return files.open(place);
    }

    @Override
    public String description() {
        return path.toString();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
