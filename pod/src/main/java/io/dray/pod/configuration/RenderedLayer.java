package io.dray.pod.configuration;

import io.dray.attributes.RenderedFile;
import io.dray.core.InvalidInputException;
import io.dray.image.tree.LayeredTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes rendered files as a layer of an app's root file system. Directories on the way look like the image's own (owner and
 * mode), since the upper directory is the one that shows; links are resolved first, so that none is covered by a directory.
 */
final class RenderedLayer {
    private final LayeredTree tree;
    private final List<Path> trees;
    private final Path layer;

    /**
     * A layer above these.
     *
     * @param trees the layers below, lowest first
     * @param layer where to write; exists
     */
    RenderedLayer(List<Path> trees, Path layer) {
        this.tree = new LayeredTree(trees);
        this.trees = List.copyOf(trees);
        this.layer = layer;
    }

    void write(RenderedFile file) throws IOException {
        Path target = resolved(file.target());
        new LayerPlaces(tree, layer).createParents(target);
        Path path = layer.resolve(target);
        Files.write(path, file.content());
        LayerPlaces.own(path, file.uid().orElse(0), file.gid().orElse(0));
        // after the change of owner, which clears set-uid bits
        Files.setAttribute(path, "unix:mode", file.mode());
    }

    /** Where the file really is, relative to the root, once all links on the way and at its end are followed. */
    private Path resolved(String target) {
        Optional<LayeredTree.Entry> existing = tree.lookup(target);
        if (existing.isPresent()) {
            if (!existing.get().isFile()) {
                throw new InvalidInputException(
                        "cannot render " + target + ": the image has something else than a plain file there");
            }
            return logical(existing.get().physical());
        }
        int slash = target.lastIndexOf('/');
        String name = target.substring(slash + 1);
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new InvalidInputException("cannot render " + target + ": it does not name a file");
        }
        return directory(slash <= 0 ? "/" : target.substring(0, slash)).resolve(name);
    }

    private Path directory(String path) {
        if (path.equals("/")) {
            return Path.of("");
        }
        Optional<LayeredTree.Entry> existing = tree.lookup(path);
        if (existing.isPresent()) {
            if (!existing.get().isDirectory()) {
                throw new InvalidInputException("cannot render into " + path + ": it is not a directory in the image");
            }
            return logical(existing.get().physical());
        }
        int slash = path.lastIndexOf('/');
        return directory(slash <= 0 ? "/" : path.substring(0, slash)).resolve(path.substring(slash + 1));
    }

    private Path logical(Path physical) {
        for (Path root : trees) {
            if (physical.startsWith(root)) {
                return root.relativize(physical);
            }
        }
        throw new IllegalStateException(physical + " is in no layer");
    }
}
