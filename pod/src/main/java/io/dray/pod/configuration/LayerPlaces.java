package io.dray.pod.configuration;

import io.dray.image.tree.LayeredTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes places in the topmost layer of a root. Directories on the way look like the image's own (owner and mode), since the
 * upper directory is the one that shows; new ones are root's and 0755 (appc spec, ace.md, "Volume Setup").
 *
 * @param tree the layers below
 * @param layer where to make them; exists
 */
public record LayerPlaces(LayeredTree tree, Path layer) {
    private static final int DIRECTORY_MODE = 0755;

    /** Makes the directories above a path, which is relative and free of links. */
    public void createParents(Path target) throws IOException {
        Path parent = target.getParent();
        if (parent != null) {
            createDirectories(parent);
        }
    }

    /** Makes a directory and those above it. */
    public void createDirectories(Path target) throws IOException {
        for (int i = 1; i <= target.getNameCount(); i++) {
            Path part = target.subpath(0, i);
            Path directory = layer.resolve(part);
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory);
                Optional<LayeredTree.Entry> below = tree.lookupNoFollow("/" + part);
                own(
                        directory,
                        below.map(LayeredTree.Entry::uid).orElse(0),
                        below.map(LayeredTree.Entry::gid).orElse(0));
                Files.setAttribute(
                        directory,
                        "unix:mode",
                        below.map(LayeredTree.Entry::mode).orElse(DIRECTORY_MODE));
            }
        }
    }

    static void own(Path path, int uid, int gid) throws IOException {
        if (!Integer.valueOf(uid).equals(Files.getAttribute(path, "unix:uid"))) {
            Files.setAttribute(path, "unix:uid", uid);
        }
        if (!Integer.valueOf(gid).equals(Files.getAttribute(path, "unix:gid"))) {
            Files.setAttribute(path, "unix:gid", gid);
        }
    }
}
