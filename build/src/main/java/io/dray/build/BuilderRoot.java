package io.dray.build;

import io.dray.core.DataDirectory;
import io.dray.image.ImageStore;
import io.dray.image.StoredImage;
import io.dray.image.manifest.ImageReference;
import io.dray.image.tree.LayeredTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file system in which the runlevel {@code builder} runs.
 *
 * @param data where everything lies
 * @param images its layers
 * @param tools what is put on top of them
 */
record BuilderRoot(DataDirectory data, Dependencies images, Tools tools) {
    /**
     * The builder that a source asks for: its builder dependencies with its builder image on top. Dray's own builder is taken
     * if it names neither, and goes beneath them if they bring no programs of their own, as dgr's did.
     */
    static BuilderRoot of(
            DataDirectory data, ImageStore store, ImageSource source, StoredImage ownBuilder, StepCache cache) {
        SourceManifest.BuilderSection section = source.manifest().builder();
        List<ImageReference> references = new ArrayList<>(section.dependencies());
        section.image().ifPresent(references::add);
        List<StoredImage> named = Dependencies.require(store, source.manifest().name(), references);
        Dependencies images = Dependencies.of(store, named);
        if (images.layers().isEmpty() || tree(images).list("/usr/bin").isEmpty()) {
            List<StoredImage> all = new ArrayList<>(List.of(ownBuilder));
            all.addAll(named);
            images = Dependencies.of(store, all);
        }
        return new BuilderRoot(
                data, images, Tools.of(cache, store.chain(ownBuilder).tree()));
    }

    /** What the result of a script in it depends on. */
    void addTo(StepKey key) {
        key.with("builder", images.digests()).with("tools", tools.step().key());
    }

    /** The scripts that its images bring for those who build in them. */
    ScriptSet inherited(Runlevel runlevel) {
        return ScriptSet.inherited(Optional.of(tree(images)), runlevel);
    }

    /** Its root for one run; what scripts change in it is thrown away afterwards. */
    Overlay overlay(Path workspace) {
        List<String> lowest = new ArrayList<>(images.links());
        lowest.add(data.root().relativize(tools.step().tree()).toString());
        return new Overlay(
                lowest,
                Trees.directory(workspace.resolve("builder-upper")),
                Trees.directory(workspace.resolve("builder-work")),
                Trees.directory(workspace.resolve("builder")));
    }

    private static LayeredTree tree(Dependencies images) {
        return new LayeredTree(images.trees());
    }
}
