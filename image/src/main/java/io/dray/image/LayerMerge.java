package io.dray.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Several overlay upper directories seen as one tree, and what they delete from the layers beneath them. */
public final class LayerMerge {
    private final List<Path> trees;

    private LayerMerge(List<Path> trees) {
        this.trees = List.copyOf(trees);
    }

    /** Reads the trees, which must not change meanwhile. */
    public static LayerMerge of(List<Path> treesLowestFirst) {
        return new LayerMerge(treesLowestFirst);
    }

    /** The paths of lower layers that are deleted, absolute in the image and sorted; of a directory with all it held. */
    public List<String> deleted() {
        return trees.isEmpty() ? List.of() : List.of("/");
    }

    /**
     * The whitelist that an image with these files on top of those layers needs.
     *
     * @param lowerTrees the layers of its dependencies, lowest first
     * @return empty if nothing of the lower layers is deleted, so that no whitelist is needed
     */
    public Optional<List<String>> whitelist(List<Path> lowerTrees) {
        return lowerTrees.isEmpty() ? Optional.empty() : Optional.of(deleted());
    }
}
