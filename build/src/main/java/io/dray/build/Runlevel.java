package io.dray.build;

import io.dray.core.InvalidInputException;
import io.dray.core.Suggestion;
import java.util.Arrays;
import java.util.Locale;

/** When, and where, the scripts of a directory below {@code runlevels/} run. In the order in which they do. */
public enum Runlevel {
    /** In the builder's root, from the project directory, with the image's root at {@code $ROOTFS}. */
    BUILDER(false),
    /** In the image's root before {@link #BUILD}; also in every image that depends on it. */
    INHERIT_BUILD_EARLY(true),
    /** In the image's root, before files, attributes and templates are there. */
    BUILD(false),
    /** In the image's root, after files, attributes and templates are there. */
    BUILD_LATE(false),
    /** In the image's root after {@link #BUILD_LATE}; also in every image that depends on it. */
    INHERIT_BUILD_LATE(true),
    /** In the container at every start, before templates are rendered. */
    PRESTART_EARLY(true),
    /** In the container at every start, after templates are rendered. */
    PRESTART_LATE(true);

    private final boolean keptInImage;

    Runlevel(boolean keptInImage) {
        this.keptInImage = keptInImage;
    }

    /** Whether the scripts stay in the image, below {@code /dgr/runlevels}. */
    public boolean isKeptInImage() {
        return keptInImage;
    }

    /** The name of its directory: {@code build-late}. */
    public String directory() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The runlevel with this directory.
     *
     * @throws InvalidInputException if there is none; the hint names the nearest
     */
    public static Runlevel ofDirectory(String directory) {
        for (Runlevel runlevel : values()) {
            if (runlevel.directory().equals(directory)) {
                return runlevel;
            }
        }
        var names = Arrays.stream(values()).map(Runlevel::directory).toList();
        throw new InvalidInputException(
                "there is no runlevel '" + directory + "'",
                Suggestion.nearest(directory, names)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElseGet(() -> "the runlevels are " + String.join(", ", names)));
    }

    @Override
    public String toString() {
        return directory();
    }
}
