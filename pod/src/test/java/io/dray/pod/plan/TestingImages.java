package io.dray.pod.plan;

import io.dray.core.DataDirectory;
import io.dray.image.ImageStore;
import io.dray.image.ImportListener;
import io.dray.image.aci.AciWriter;
import io.dray.image.manifest.ImageReference;
import io.dray.image.tar.Compression;
import io.dray.image.tree.LayerMerge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A store in a temporary directory, filled with small images. */
final class TestingImages {
    final DataDirectory data;
    final ImageStore store;
    private final Path work;
    private int count;

    TestingImages(Path root) {
        this.data = new DataDirectory(root.resolve("data"));
        this.work = root;
        this.store = new ImageStore(data);
    }

    /**
     * Adds an image of version 1.
     *
     * @param fields the manifest's fields after {@code labels}, as JSON
     * @param files path to content; executable if the content begins with {@code #!}
     */
    ImageReference add(String name, String fields, Map<String, String> files) throws IOException {
        Path tree = Files.createDirectories(work.resolve("tree" + ++count));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = tree.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling(""));
            Files.writeString(path, file.getValue());
            Files.setAttribute(path, "unix:mode", file.getValue().startsWith("#!") ? 0755 : 0644);
        }
        String manifest = "{\"acKind\":\"ImageManifest\",\"acVersion\":\"0.8.11\",\"name\":\"" + name
                + "\",\"labels\":[{\"name\":\"version\",\"value\":\"1\"}]" + (fields.isEmpty() ? "" : "," + fields)
                + "}";
        Path archive = work.resolve("image" + count + ".aci");
        AciWriter.with(Compression.NONE)
                .write(archive, manifest.getBytes(StandardCharsets.UTF_8), LayerMerge.of(List.of(tree)));
        store.importArchive(archive, ImportListener.silent());
        return ImageReference.parse(name);
    }

    /** The skeleton of this store, with a busybox that is none. */
    Skeleton skeleton() throws IOException {
        Path busybox = work.resolve("busybox");
        if (!Files.exists(busybox)) {
            Files.writeString(busybox, "#!");
        }
        return new Skeleton(data, busybox, true);
    }
}
