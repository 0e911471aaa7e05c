package io.dray.build;

import io.dray.image.tree.LayeredTree;
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
    private static final List<String> KERNEL = List.of("/proc", "/sys", "/dev");
    private static final String TEMPORARY = "/tmp";
    private static final int TEMPORARY_MODE = 01777;

    private final Path directory;
    private final Optional<LayeredTree> above;

    private Skeleton(Path directory, Optional<LayeredTree> above) {
        this.directory = Trees.directory(directory);
        this.above = above;
        addDirectory(TEMPORARY);
        try {
            Trees.setMode(directory.resolve(TEMPORARY.substring(1)), TEMPORARY_MODE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a directory that is only filled, not run in. */
    static Skeleton empty(Path directory, Optional<LayeredTree> above) {
        return new Skeleton(directory, above);
    }

    /**
     * For the root of a container.
     *
     * @param above the image so far; links in it decide where a mount really goes
     */
    static Skeleton ofContainer(Path directory, Optional<LayeredTree> above) {
        Skeleton skeleton = new Skeleton(directory, above);
        KERNEL.forEach(skeleton::addDirectory);
        return skeleton;
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
