package io.dray.image;

import io.dray.image.tree.LayerMerge;
import io.dray.image.tree.MergedFile;
import io.dray.image.tree.TreeCopy;
import io.dray.linux.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the tree of a mask layer: a whiteout for each path that a whitelist does not name. Where layers beneath, which the
 * whitelist does not concern, have a file of that path, a copy of it takes the whiteout's place. Directories of the image
 * itself need not be named, those of its dependencies must (the behaviour of rkt's renderer).
 */
final class MaskBuilder implements AutoCloseable {
    /**
     * What a mask is made for.
     *
     * @param image whose whitelist it is
     * @param whitelist absolute paths
     * @param branch the layers it concerns, lowest first
     * @param beneath the layers below them
     */
    record Input(StoredImage image, List<String> whitelist, List<Layer> branch, List<Layer> beneath) {}

    private final LayerMerge branch;
    private final Map<ByteString, MergedFile> visible = new HashMap<>();
    private final Map<ByteString, MergedFile> beneath = new HashMap<>();
    private final List<MergedFile> beneathInOrder = new ArrayList<>();
    private final Set<ByteString> kept;
    private final TreeCopy copy;

    MaskBuilder(Input input, Path tree) throws IOException {
        this.branch = LayerMerge.of(treesOf(input.branch));
        for (MergedFile file : branch.files()) {
            visible.put(file.path(), file);
        }
        if (!input.beneath.isEmpty()) {
            beneathInOrder.addAll(LayerMerge.of(treesOf(input.beneath)).files());
        }
        for (MergedFile file : beneathInOrder) {
            beneath.put(file.path(), file);
        }
        this.kept = kept(input);
        this.copy = new TreeCopy(tree);
    }

    private static List<Path> treesOf(List<Layer> layers) {
        return layers.stream().map(Layer::tree).toList();
    }

    void build() throws IOException {
        copy.dressRoot(branch.files().getFirst());
        Optional<ByteString> covered = Optional.empty();
        for (MergedFile file : branch.files()) {
            boolean done = covered.isPresent() && isBelow(file.path(), covered.get());
            if (!done && !kept.contains(file.path())) {
                covered = hide(file) ? Optional.of(file.path()) : Optional.empty();
            }
        }
        copy.finish();
    }

    /** Hides one file; true if that hides all below it too. */
    private boolean hide(MergedFile file) throws IOException {
        makeParents(file.path().parent());
        MergedFile lower = beneath.get(file.path());
        if (lower == null) {
            copy.makeWhiteout(file.path());
            return true;
        }
        if (!lower.status().isDirectory()) {
            copy.copy(lower);
            return true;
        }
        copy.copy(lower);
        if (file.status().isDirectory()) {
            return false;
        }
        for (MergedFile below : beneathInOrder) {
            if (isBelow(below.path(), file.path())) {
                copy.copy(below);
            }
        }
        return true;
    }

    /** A directory of the mask covers the attributes of those below it, so it must have what is to be seen. */
    private void makeParents(ByteString path) throws IOException {
        if (path.isEmpty() || copy.hasDirectory(path)) {
            return;
        }
        makeParents(path.parent());
        MergedFile directory = visible.get(path);
        if (directory == null) {
            throw new IllegalStateException("a merged tree has no directory for a file in it: " + path);
        }
        copy.copy(directory);
    }

    private static boolean isBelow(ByteString path, ByteString directory) {
        return path.length() > directory.length() && path.at(directory.length()) == '/' && path.startsWith(directory);
    }

    private Set<ByteString> kept(Input input) {
        Set<ByteString> listed = new HashSet<>();
        for (String path : input.whitelist) {
            listed.add(clean(path));
        }
        Set<ByteString> own = ownDirectories(input);
        Set<ByteString> keep = new HashSet<>();
        keep.add(ByteString.of(""));
        // what is in a directory comes after it, so backwards a directory comes after what is in it
        for (MergedFile file : branch.files().reversed()) {
            if (listed.contains(file.path()) || own.contains(file.path()) || keep.contains(file.path())) {
                keep.add(file.path());
                keep.add(file.path().parent());
            }
        }
        return keep;
    }

    private static Set<ByteString> ownDirectories(Input input) {
        List<Path> trees = input.branch.stream()
                .filter(layer -> input.image.layers().contains(layer.digest()))
                .map(Layer::tree)
                .toList();
        Set<ByteString> directories = new HashSet<>();
        if (!trees.isEmpty()) {
            for (MergedFile file : LayerMerge.of(trees).files()) {
                if (file.status().isDirectory()) {
                    directories.add(file.path());
                }
            }
        }
        return directories;
    }

    /** Without the slash in front, and without one at the end. */
    private static ByteString clean(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        int start = 0;
        while (start < end && path.charAt(start) == '/') {
            start++;
        }
        return ByteString.of(path.substring(start, end));
    }

    @Override
    public void close() throws IOException {
        copy.close();
    }
}
