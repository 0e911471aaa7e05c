package io.dray.pod.lifecycle;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.MissingException;
import io.dray.image.ImageStore;
import io.dray.image.aci.AciWriter;
import io.dray.image.manifest.ImageManifest;
import io.dray.image.tar.Compression;
import io.dray.image.tree.LayerMerge;
import io.dray.linux.IoFailures;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodManifest;
import io.dray.pod.configuration.AppRoot;
import io.dray.pod.configuration.PodRenderer;
import io.dray.pod.plan.AppPlanner;
import io.dray.pod.state.Pod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the root of an app that has ended as an image of its own: the image's layers, what was rendered, what it wrote. */
public final class PodExport {
    private final DataDirectory data;
    private final ImageStore images;

    /** Exports pods of a data directory. */
    public PodExport(DataDirectory data, ImageStore images) {
        this.data = data;
        this.images = images;
    }

    /**
     * Writes the archive, uncompressed.
     *
     * @param app which app; may be left out if there is but one
     * @throws InvalidInputException if the pod has not exited, or the file is there and is not to be replaced
     */
    public void export(Pod pod, Optional<String> app, Path target, boolean overwrite) {
        if (!pod.state().hasExited()) {
            throw new InvalidInputException(
                    "pod \"" + pod.uuid() + "\" is not exited: it is "
                            + pod.state().label(),
                    "'dray stop " + pod.uuid() + "' ends it");
        }
        if (Files.exists(target) && !overwrite) {
            throw new InvalidInputException("output file " + target + " exists", "replace it with --overwrite");
        }
        try {
            PodDirectory directory = new PodDirectory(pod.directory());
            PodManifest.App manifest = find(PodManifest.read(directory.manifest()), app);
            AciWriter.with(Compression.NONE)
                    .write(target, manifest(manifest), LayerMerge.of(trees(directory, manifest)));
        } catch (IOException e) {
            throw IoFailures.with("cannot export pod " + pod.uuid() + " to", target, e);
        }
    }

    private static PodManifest.App find(PodManifest manifest, Optional<String> name) {
        if (name.isEmpty() && manifest.apps().size() > 1) {
            List<String> names = new ArrayList<>();
            for (PodManifest.App app : manifest.apps()) {
                names.add(app.name());
            }
            throw new InvalidInputException(
                    "pod contains multiple apps: " + String.join(", ", names),
                    "specify app using \"dray export --app= ...\"");
        }
        for (PodManifest.App app : manifest.apps()) {
            if (name.isEmpty() || app.name().equals(name.get())) {
                return app;
            }
        }
        throw new MissingException("pod \"" + manifest.uuid() + "\" has no app " + name.orElse(""), "see 'dray list'");
    }

    /** The image's own, without what it depends on: all of that is in the archive. */
    private byte[] manifest(PodManifest.App app) {
        ImageManifest manifest = images.requireOfPod(Digest.parse(app.imageId()))
                .manifest()
                .withDependencies(List.of())
                .withPathWhitelist(List.of());
        return Json.write(manifest.toJson()).getBytes(StandardCharsets.UTF_8);
    }

    /** Without the places that Dray adds for its mounts. */
    private List<Path> trees(PodDirectory pod, PodManifest.App app) throws IOException {
        List<AppRoot.Layer> layers = new ArrayList<>();
        for (AppRoot.Layer layer : AppRoot.read(pod.appRoot(app.name())).layers()) {
            if (!layer.image().equals(AppPlanner.SKELETON)) {
                layers.add(layer);
            }
        }
        List<Path> trees = new ArrayList<>(PodRenderer.trees(data.root(), layers));
        trees.add(pod.early(app.name()));
        trees.add(pod.rendered(app.name()));
        trees.add(pod.app(app.name()).resolve("upper"));
        return trees;
    }
}
