package io.dray.pod.plan;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.tree.LayeredTree;
import java.util.List;
import java.util.Optional;

/**
 * Places of an image's root that a container stands on: where its own file systems are mounted, and where its program starts. An
 * image that puts links there would have the container begin somewhere else.
 */
final class ContainerPlaces {
    /** Where something is mounted in every container. */
    private static final List<String> MOUNT_POINTS = List.of("/dev", "/proc", "/sys", "/etc");

    /** These come with the container, and nobody knows before what is in them. */
    private static final List<String> CONTAINERS_OWN = List.of("/dev/shm", "/sys");

    private ContainerPlaces() {}

    /**
     * Checks that a container can be mounted on the root.
     *
     * @throws InvalidInputException if the image has a file or a link to nothing at such a place
     */
    static void check(LayeredTree tree, String app) {
        for (String place : MOUNT_POINTS) {
            boolean followed = place.equals("/etc");
            Optional<LayeredTree.Entry> entry = followed ? tree.lookup(place) : tree.lookupNoFollow(place);
            if (entry.isEmpty() || !entry.get().isDirectory()) {
                throw new InvalidInputException(
                        "cannot run app " + app + ": " + place + " of its image is not a directory",
                        "build the image without it: every container gets one of its own");
            }
        }
    }

    /**
     * Checks that the program can start there. Below {@code /proc} it cannot: a link there may lead out of any root, as those of
     * open files do (CVE-2024-21626).
     *
     * @throws MissingException if there is no such directory
     */
    static void checkWorkingDirectory(LayeredTree tree, String directory, String app) {
        for (String own : CONTAINERS_OWN) {
            if (directory.equals(own) || directory.startsWith(own + "/")) {
                return;
            }
        }
        Optional<LayeredTree.Entry> entry = tree.lookup(directory);
        if (entry.isEmpty() || !entry.get().isDirectory()) {
            throw new MissingException(
                    "cannot run app " + app + ": there is no directory " + directory + " in the image to work in",
                    "choose another with --working-dir");
        }
    }
}
