package io.dray.build;

import io.dray.image.LayeredTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The lowest layer of a build container's root: it has the places where something is mounted, so that none of them has to be
 * made in the image.
 */
final class Skeleton {
    private static final List<String> ALWAYS = List.of("/proc", "/sys", "/dev", "/tmp");

    private final Path directory;
    private final Optional<LayeredTree> above;

    /**
     * A skeleton below these layers.
     *
     * @param above the image so far; links in it decide where a mount really goes
     */
    Skeleton(Path directory, Optional<LayeredTree> above) {
        this.directory = Trees.directory(directory);
        this.above = above;
        ALWAYS.forEach(this::addDirectory);
    }

    /** Makes a place for a directory. */
    void addDirectory(String target) {
        Trees.directory(directory.resolve(resolve(target).substring(1)));
    }

    /** Makes a place for whatever the source is. */
    void addPlaceFor(Path source, String target) {
        if (Files.isDirectory(source)) {
            addDirectory(target);
            return;
        }
        Path place = directory.resolve(resolve(target).substring(1));
        Path parent = place.getParent();
        try {
            if (parent != null && !Files.exists(place)) {
                Trees.directory(parent);
                Files.createFile(place);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String resolve(String target) {
        return LinkResolver.resolve(above, target);
    }
}
