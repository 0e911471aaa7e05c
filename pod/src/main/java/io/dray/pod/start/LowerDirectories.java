package io.dray.pod.start;

import io.dray.core.InvalidInputException;

/**
 * The layers of a root, arranged so that each overlay's options fit into the one page that mount(2) takes of them; what is
 * longer it cuts without a word. The lowest layers become an overlay of their own below the others: only those, since what a
 * layer of a group removes is not removed below the group. The kernel allows one such level.
 *
 * @param upper the value of {@code lowerdir} for the root, topmost first; without {@code base}
 * @param base that of the overlay below them; empty if there is none
 */
record LowerDirectories(String upper, String base) {
    /** A page, less than what goes beside the layers of the lowest overlay. */
    private static final int MOST = 3900;

    /** What {@code pods/UUID/apps/NAME/...} has at most beside the name, with its separators. */
    private static final int OWN_DIRECTORY = 70;

    /** The early, rendered, upper and work directories, and that of the overlay below. */
    private static final int OWN_DIRECTORIES = 5;

    /**
     * Arranges the layers of an app.
     *
     * @param all all of them, topmost first, with colons between them
     * @param app the app's name
     */
    static LowerDirectories of(String all, String app) {
        int room = MOST - OWN_DIRECTORIES * (OWN_DIRECTORY + app.length());
        if (all.length() <= room) {
            return new LowerDirectories(all, "");
        }
        int end = all.lastIndexOf(':', Math.max(room, 0));
        String base = all.substring(end + 1);
        if (end < 0 || base.length() > MOST) {
            throw new InvalidInputException(
                    "cannot run app " + app + ": its image has more layers than the kernel mounts over each other",
                    "build it from fewer images");
        }
        return new LowerDirectories(all.substring(0, end), base);
    }

    /** Whether there is an overlay below the root's. */
    boolean isNested() {
        return !base.isEmpty();
    }
}
