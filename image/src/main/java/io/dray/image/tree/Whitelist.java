package io.dray.image.tree;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Computes the whitelist of an image that deletes files of its dependencies (appc spec, aci.md, "pathWhitelist"). */
final class Whitelist {
    private final LayerMerge upper;
    private final Set<ByteString> hiding;
    private final Set<ByteString> files = new HashSet<>();

    Whitelist(LayerMerge upper) {
        this.upper = upper;
        this.hiding = new HashSet<>(upper.deletedPaths());
        for (MergedFile file : upper.files()) {
            if (!file.status().isDirectory()) {
                files.add(file.path());
            }
        }
    }

    /** Empty if the upper layers hide nothing that the lower ones show. */
    Optional<List<String>> over(LayerMerge lower) {
        Set<ByteString> replaced = new HashSet<>(upper.replacedPaths());
        TreeSet<String> paths = new TreeSet<>();
        boolean hidden = false;
        for (MergedFile file : lower.files()) {
            if (isHidden(file.path(), replaced)) {
                hidden = true;
            } else if (!isBelowFile(file.path())) {
                add(paths, file);
            }
        }
        if (!hidden) {
            return Optional.empty();
        }
        for (MergedFile file : upper.files()) {
            if (file.isArchived()) {
                add(paths, file);
            }
        }
        return Optional.of(List.copyOf(paths));
    }

    private boolean isHidden(ByteString path, Set<ByteString> replaced) {
        if (hiding.contains(path)) {
            return true;
        }
        for (ByteString above = path.parent(); !above.isEmpty(); above = above.parent()) {
            if (hiding.contains(above) || replaced.contains(above)) {
                return true;
            }
        }
        return false;
    }

    /** What lies below a path that the image makes a file is gone without a whitelist. */
    private boolean isBelowFile(ByteString path) {
        for (ByteString above = path.parent(); !above.isEmpty(); above = above.parent()) {
            if (files.contains(above)) {
                return true;
            }
        }
        return false;
    }

    private static void add(Set<String> paths, MergedFile file) {
        if (file.path().isEmpty()) {
            return;
        }
        if (!file.path().isUtf8()) {
            throw new InvalidInputException(
                    "cannot delete files of a dependency that has a file named " + file.path()
                            + ": a whitelist cannot name it, because it is not UTF-8",
                    "rename that file in the dependency, or do not delete files of it");
        }
        paths.add(file.absolutePath());
    }
}
