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
    /** As the kernel follows (MAXSYMLINKS). */
    private static final int MOST_LINKS = 40;

    public RootPaths {
        trees = List.copyOf(trees);
    }

    /**
     * The path without links and dots; what of it does not exist yet is kept as it is. Links and dots lead nowhere outside the root,
     * also those that lead to nothing.
     *
     * @throws InvalidInputException if links go round in circles
     */
    public String canonical(String path) {
        return canonical(path, MOST_LINKS);
    }

    private String canonical(String path, int links) {
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
        String parent = slash <= 0 ? "/" : canonical(shortened.substring(0, slash), links);
        if (name.equals("..")) {
            return parent.substring(0, Math.max(1, parent.lastIndexOf('/')));
        }
        Optional<LayeredTree.Entry> link = tree.lookupNoFollow(join(parent, name));
        if (link.isEmpty() || name.equals(".")) {
            return name.equals(".") ? parent : join(parent, name);
        }
        if (links == 0) {
            throw new InvalidInputException(path + " leads to nothing in the image", "name a path without links");
        }
        String target = tree.readLink(link.get());
        return canonical(target.startsWith("/") ? target : join(parent, target), links - 1);
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
