package io.dray.image.oci;

import io.dray.core.Digest;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.image.ImageStore;
import io.dray.image.Layer;
import io.dray.image.LayerArchive;
import io.dray.image.LayerChain;
import io.dray.image.StoredImage;
import io.dray.image.aci.TreeArchive;
import io.dray.image.manifest.ImageManifest;
import io.dray.image.tar.Compression;
import io.dray.linux.FileTrees;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes an image as OCI and Docker want it: a layer for each that it has in the store, those of its dependencies and what
 * whitelists hide included. An image that came from OCI leaves with its own configuration.
 */
final class OciExport {
    private static final int BUFFER = 256 * 1024;

    private final ImageStore store;
    private final Consumer<String> warnings;

    OciExport(ImageStore store, Consumer<String> warnings) {
        this.store = store;
        this.warnings = warnings;
    }

    /** A layer as a file. */
    private record Blob(Digest diffId, Digest digest, Path file) {
        Descriptor descriptor() throws IOException {
            return Descriptor.of(MediaTypes.LAYER_GZIP, digest, Files.size(file));
        }
    }

    /** Writes a layout into an empty directory. */
    void writeLayout(StoredImage image, Path directory) throws IOException {
        Path blobs = Files.createDirectories(directory.resolve("blobs").resolve("sha256"));
        List<Blob> layers = layers(image, Compression.GZIP, blobs);
        byte[] config = config(image, layers);
        Descriptor configBlob = put(blobs, MediaTypes.CONFIG, config);
        List<Descriptor> descriptors = new ArrayList<>();
        for (Blob layer : layers) {
            descriptors.add(layer.descriptor());
        }
        byte[] manifest = ConfigConversion.manifest(configBlob, descriptors, annotations(image));
        Descriptor root = put(blobs, MediaTypes.MANIFEST, manifest)
                .withPlatform(OciConfig.parse("config", config).platform())
                .withAnnotations(Map.of(MediaTypes.REF_NAME, ExportName.of(image)));
        Files.writeString(directory.resolve(LayoutArchive.INDEX), index(root));
        Files.writeString(
                directory.resolve(LayoutArchive.MARKER), "{\"imageLayoutVersion\":\"" + LayoutArchive.VERSION + "\"}");
    }

    private static String index(Descriptor root) {
        return Json.write(JsonValue.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.INDEX)
                .put("manifests", new JsonArray(List.of(root.toJson())))
                .build());
    }

    void writeLayoutArchive(StoredImage image, OutputStream out) throws IOException {
        Path work = store.data().newTemporary("export");
        try {
            writeLayout(image, work);
            try (FlatTar archive = new FlatTar(out)) {
                // what tells the format first
                archive.add(LayoutArchive.MARKER, work.resolve(LayoutArchive.MARKER));
                archive.add(LayoutArchive.INDEX, work.resolve(LayoutArchive.INDEX));
                archive.addDirectory("blobs");
                archive.addDirectory("blobs/sha256");
                archive.addAll("blobs/sha256/", work.resolve("blobs").resolve("sha256"));
            }
        } finally {
            FileTrees.remove(work);
        }
    }

    void writeDockerArchive(StoredImage image, OutputStream out) throws IOException {
        Path work = store.data().newTemporary("export");
        try {
            List<Blob> layers = layers(image, Compression.NONE, work);
            byte[] config = config(image, layers);
            String configName = Digest.of(Digest.Algorithm.SHA256, config).hex() + ".json";
            List<String> names = new ArrayList<>();
            for (Blob layer : layers) {
                names.add(layer.diffId().hex() + ".tar");
            }
            JsonValue manifest = new JsonArray(List.of(JsonValue.object()
                    .put("Config", configName)
                    .put("RepoTags", List.of(ExportName.of(image)))
                    .put("Layers", names)
                    .build()));
            Files.write(work.resolve("config"), config);
            Files.writeString(work.resolve("manifest"), Json.write(manifest));
            try (FlatTar archive = new FlatTar(out)) {
                archive.add(DockerArchive.MANIFEST, work.resolve("manifest"));
                archive.add(configName, work.resolve("config"));
                for (Blob layer : layers.stream().distinct().toList()) {
                    archive.add(layer.diffId().hex() + ".tar", layer.file());
                }
            }
        } finally {
            FileTrees.remove(work);
        }
    }

    private List<Blob> layers(StoredImage image, Compression compression, Path blobs) throws IOException {
        LayerChain chain = store.chain(image);
        Map<Digest, Blob> written = new HashMap<>();
        List<Blob> layers = new ArrayList<>();
        for (Layer layer : layersOf(image, chain)) {
            Blob known = written.get(layer.digest());
            Blob blob = known == null ? write(layer, compression, blobs) : known;
            written.put(layer.digest(), blob);
            layers.add(blob);
        }
        return layers;
    }

    /** The chain drops the lower of two equal layers, which a configuration names twice. */
    private static List<Layer> layersOf(StoredImage image, LayerChain chain) {
        if (image.file(OciImport.CONFIG_FILE).isEmpty()) {
            return chain.layers();
        }
        Map<Digest, Layer> byDigest = new HashMap<>();
        chain.layers().forEach(layer -> byDigest.put(layer.digest(), layer));
        List<Layer> layers = new ArrayList<>();
        image.layers()
                .forEach(digest ->
                        layers.add(byDigest.getOrDefault(digest, chain.layers().getFirst())));
        return layers;
    }

    private Blob write(Layer layer, Compression compression, Path blobs) throws IOException {
        MessageDigest plain = Digest.Algorithm.SHA256.newMessageDigest();
        MessageDigest packed = Digest.Algorithm.SHA256.newMessageDigest();
        Path draft = blobs.resolve("draft");
        OutputStream file =
                new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(draft), packed), BUFFER);
        try (OutputStream compressed = compression.compress(file);
                OutputStream out = new DigestOutputStream(compressed, plain)) {
            if (layer.digest().equals(layer.image().id()) || isMask(layer)) {
                TreeArchive.writeLayer(layer.tree(), out);
            } else {
                new LayerArchive(store.data()).write(layer.digest(), out);
            }
        }
        Digest diffId = Digest.ofBytes(Digest.Algorithm.SHA256, plain.digest());
        Digest digest = Digest.ofBytes(Digest.Algorithm.SHA256, packed.digest());
        Path target = blobs.resolve(digest.hex());
        Files.move(draft, target);
        return new Blob(diffId, digest, target);
    }

    /** A layer that no image has: it carries out a whitelist. */
    private static boolean isMask(Layer layer) {
        return !layer.image().layers().contains(layer.digest());
    }

    private byte[] config(StoredImage image, List<Blob> layers) {
        Optional<byte[]> original = image.file(OciImport.CONFIG_FILE);
        if (original.isPresent()) {
            return original.get();
        }
        List<Digest> diffIds = layers.stream().map(Blob::diffId).toList();
        return conversion(image).config(diffIds, image.manifestBytes());
    }

    private ConfigConversion conversion(StoredImage image) {
        ImageManifest manifest = image.manifest();
        return new ConfigConversion(manifest, store.chain(image).tree(), warnings);
    }

    /** Those that the image came with; an image that was appc's from the start says so. */
    private Map<String, String> annotations(StoredImage image) {
        Optional<byte[]> manifest = image.file(OciImport.MANIFEST_FILE);
        if (manifest.isPresent()) {
            return OciFields.parse("manifest", manifest.get()).textMap("annotations");
        }
        return image.file(OciImport.CONFIG_FILE).isPresent()
                ? Map.of()
                : conversion(image).annotations(image.manifestBytes());
    }

    private static Descriptor put(Path blobs, String mediaType, byte[] content) throws IOException {
        Descriptor descriptor = Descriptor.ofContent(mediaType, content);
        Files.write(blobs.resolve(descriptor.digest().hex()), content);
        return descriptor;
    }
}
