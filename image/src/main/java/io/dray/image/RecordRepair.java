package io.dray.image;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.Directories;
import io.dray.core.DrayException;
import io.dray.core.Json;
import io.dray.image.manifest.ImageManifest;
import io.dray.image.manifest.ManifestFields;
import io.dray.linux.FileLock;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes again what can be made again from manifests and layers: {@code image.json} and the short links. */
final class RecordRepair {
    private final DataDirectory data;
    private final LayerFiles layers;
    private final ImageRecords records;

    RecordRepair(DataDirectory data) {
        this.data = data;
        this.layers = new LayerFiles(data);
        this.records = new ImageRecords(data);
    }

    /** Returns what was made again. */
    List<String> run() {
        List<String> made = new ArrayList<>();
        try (FileLock lock = layers.lock()) {
            assert lock != null;
            for (Path image : Directories.entries(data.images())) {
                if (!isReadable(image) && rebuild(image)) {
                    made.add(image.resolve(ImageRecords.RECORD).toString());
                }
            }
            for (Path layer : Directories.entries(data.layers())) {
                relink(layer).ifPresent(made::add);
            }
        } catch (IOException e) {
            throw IoFailures.during("cannot repair the records in " + data.root(), e);
        }
        return made;
    }

    private boolean isReadable(Path image) {
        try {
            return records.read(image).isPresent();
        } catch (DrayException _) {
            return false;
        }
    }

    private boolean rebuild(Path image) throws IOException {
        try {
            Digest id = Digest.parse(String.valueOf(image.getFileName()));
            Path manifest = image.resolve(ImageRecords.MANIFEST);
            byte[] content = Files.readAllBytes(manifest);
            Optional<List<Digest>> names = layersOf(id, image);
            if (names.isEmpty()) {
                return false;
            }
            long size = 0;
            for (Digest name : names.get()) {
                size += LayerRecord.read(layers.directory(name))
                        .map(LayerRecord::size)
                        .orElse(0L);
            }
            NewImage known = new NewImage(id, content, names.get(), size, ImageOrigin.UNKNOWN, Map.of());
            AtomicFiles.write(
                    image.resolve(ImageRecords.RECORD),
                    ImageRecords.text(
                            known,
                            ImageManifest.parse(manifest.toString(), content),
                            Files.getLastModifiedTime(manifest).toInstant()));
            return true;
        } catch (DrayException | NoSuchFileException _) {
            // what has no readable manifest is no image
            return false;
        }
    }

    /** An ACI is its own layer; an OCI image's configuration names its layers. Empty if one is not there. */
    private Optional<List<Digest>> layersOf(Digest id, Path image) throws IOException {
        Path config = image.resolve("oci-config.json");
        if (!Files.exists(config)) {
            return layers.exists(id) ? Optional.of(List.of(id)) : Optional.empty();
        }
        List<Digest> names = new ArrayList<>();
        Optional<Digest> chain = Optional.empty();
        for (Digest diffId : diffIds(config)) {
            Digest next = chain.map(below -> chainOf(below, diffId)).orElse(diffId);
            chain = Optional.of(next);
            if (layers.exists(next)) {
                names.add(next);
            } else if (layers.exists(diffId)) {
                names.add(diffId);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }

    static Digest chainOf(Digest below, Digest diffId) {
        String text = below.toOci() + " " + diffId.toOci();
        return Digest.of(Digest.Algorithm.SHA256, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Digest> diffIds(Path config) throws IOException {
        String source = config.toString();
        ManifestFields fields = ManifestFields.of(Json.parse(source, Files.readAllBytes(config)), source, "");
        List<Digest> digests = new ArrayList<>();
        Optional<ManifestFields> root = fields.nested("rootfs");
        for (String text : root.isPresent() ? root.get().texts("diff_ids") : List.<String>of()) {
            digests.add(Digest.parse(text));
        }
        return digests;
    }

    private Optional<String> relink(Path layer) throws IOException {
        try {
            Path link = data.root()
                    .resolve(Files.readString(layer.resolve(LayerFiles.LINK)).strip());
            if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            DataDirectory.create(data.links());
            Files.createSymbolicLink(link, data.links().relativize(layer.resolve(LayerFiles.TREE)));
            return Optional.of(link.toString());
        } catch (NoSuchFileException | FileAlreadyExistsException _) {
            return Optional.empty();
        }
    }
}
