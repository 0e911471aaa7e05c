package io.dray.build;

import io.dray.core.ShellQuote;
import java.nio.file.Path;
import java.util.List;

/**
 * An overlay to mount before a step runs. All paths are below the data directory, and named relative to it: a mount option has
 * no room for many long ones.
 *
 * @param lowest lower directories, lowest first; at least one
 * @param upper takes the changes
 * @param work overlayfs's own, empty, on the file system of {@code upper}
 * @param target where it is mounted
 */
record Overlay(List<String> lowest, Path upper, Path work, Path target) {
    /**
     * Renamed directories are copied and files are copied whole, so that an upper directory holds nothing but files and
     * whiteouts. Nothing is synced: the step is synced as a whole before it is kept.
     */
    private static final String OPTIONS = ",redirect_dir=off,metacopy=off,index=off,volatile";

    Overlay {
        lowest = List.copyOf(lowest);
    }

    /** The shell line that mounts it, with the data directory as working directory. */
    String mountLine(Path data) {
        String options = "lowerdir=" + String.join(":", lowest.reversed())
                + ",upperdir=" + data.relativize(upper)
                + ",workdir=" + data.relativize(work)
                + OPTIONS;
        return "mount -t overlay -o " + ShellQuote.quote(options) + " overlay "
                + ShellQuote.quote(data.relativize(target).toString());
    }
}
