package io.dray.pod.volume;

import io.dray.core.InvalidInputException;
import io.dray.image.tree.LayeredTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Paths in an app's root, freed of links: where something really is once it is mounted. Links are followed inside the root only
 * (appc spec, ace.md, "Volume Setup").
 *
 * @param tree the root as one tree
 * @param trees its layers
 */
public record RootPaths(LayeredTree tree, List<Path> trees) {
    public RootPaths {
        trees = List.copyOf(trees);
    }

    /** The path without links and dots; what of it does not exist yet is kept as it is. */
    public String canonical(String path) {
        Optional<LayeredTree.Entry> existing = tree.lookup(path);
        if (existing.isPresent()) {
            return logical(existing.get().physical());
        }
        String shortened = path;
        while (shortened.endsWith("/")) {
            shortened = shortened.substring(0, shortened.length() - 1);
        }
        int slash = shortened.lastIndexOf('/');
        String name = shortened.substring(slash + 1);
        if (name.equals("..") || tree.lookupNoFollow(shortened).isPresent()) {
            throw new InvalidInputException(
                    path + " leads to nothing in the image", "name a path without links and without ..");
        }
        String parent = slash <= 0 ? "/" : canonical(shortened.substring(0, slash));
        return name.equals(".") ? parent : join(parent, name);
    }

    /** Whether one is the other or lies below it. */
    static boolean overlap(String one, String other) {
        return isIn(one, other) || isIn(other, one);
    }

    /** Whether the path is the directory or lies below it; both canonical. */
    public static boolean isIn(String path, String directory) {
        return directory.equals("/") || path.equals(directory) || path.startsWith(directory + "/");
    }

    private static String join(String parent, String name) {
        return parent.equals("/") ? "/" + name : parent + "/" + name;
    }

    private String logical(Path physical) {
        for (Path root : trees) {
            if (physical.startsWith(root)) {
                String relative = root.relativize(physical).toString();
                return "/" + relative;
            }
        }
        throw new IllegalStateException(physical + " is in no layer");
    }
}
