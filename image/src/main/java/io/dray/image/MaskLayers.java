package io.dray.image;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.image.manifest.ImageManifest;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileLock;
import io.dray.linux.FileTrees;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers that carry out whitelists: on top of the layers of an image and its dependencies they hide what the whitelist does not
 * name. Made when first needed and kept beside the other layers, named by the digest of all that they depend on.
 */
final class MaskLayers {
    private final DataDirectory data;
    private final LayerFiles files;

    MaskLayers(DataDirectory data, LayerFiles files) {
        this.data = data;
        this.files = files;
    }

    /**
     * The mask of an image.
     *
     * @param branch the layers of the image and its dependencies, lowest first
     * @param beneath the layers below them, which the whitelist does not concern
     */
    Layer mask(StoredImage image, ImageManifest manifest, List<Layer> branch, List<Layer> beneath) {
        Digest digest = digest(image, branch, beneath);
        try {
            if (!files.exists(digest)) {
                make(digest, new MaskBuilder.Input(image, manifest.pathWhitelist(), branch, beneath));
            }
            return new Layer(digest, files.link(digest), files.tree(digest), image);
        } catch (IOException e) {
            throw IoFailures.during("cannot apply the whitelist of image " + image.displayName(), e);
        }
    }

    private static Digest digest(StoredImage image, List<Layer> branch, List<Layer> beneath) {
        StringBuilder text = new StringBuilder("mask 1\n").append(image.id()).append('\n');
        for (Layer layer : branch) {
            text.append(layer.digest()).append('\n');
        }
        text.append("beneath\n");
        for (Layer layer : beneath) {
            text.append(layer.digest()).append('\n');
        }
        return Digest.of(Digest.Algorithm.SHA256, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void make(Digest digest, MaskBuilder.Input input) throws IOException {
        Path work = data.newTemporary("mask");
        try {
            Path layer = Files.createDirectory(work.resolve("layer"));
            Path tree = Files.createDirectory(layer.resolve(LayerFiles.TREE));
            try (MaskBuilder builder = new MaskBuilder(input, tree)) {
                builder.build();
            }
            Files.write(layer.resolve(LayerFiles.MASK), inputs(input));
            try (DirectoryHandle handle = DirectoryHandle.open(layer)) {
                handle.syncFileSystem();
            }
            try (FileLock lock = files.lock()) {
                assert lock != null;
                files.prepare(digest, layer);
                files.publish(digest, layer);
                AtomicFiles.syncDirectory(data.layers());
            }
        } finally {
            FileTrees.remove(work);
        }
    }

    private static List<String> inputs(MaskBuilder.Input input) {
        List<String> digests = new ArrayList<>();
        for (Layer layer : input.branch()) {
            digests.add(layer.digest().toString());
        }
        for (Layer layer : input.beneath()) {
            digests.add(layer.digest().toString());
        }
        return digests;
    }
}
