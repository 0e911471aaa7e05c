package io.dray.linux;

import java.nio.file.Path;

/**
 * One line of a process's mount table (proc(5), "mountinfo").
 *
 * @param root what of the mounted file system is seen; {@code /} for all of it
 * @param target where it is mounted, as that process sees it
 * @param type the file system's type, {@code overlay}
 * @param source what is mounted; its meaning depends on the type
 * @param options options of this mount and of the file system, separated by commas
 */
public record Mount(String root, Path target, String type, String source, String options) {
    /** Whether the option stands there by itself, as {@code ro} and {@code memory} do. */
    public boolean hasOption(String option) {
        return ("," + options + ",").contains("," + option + ",");
    }
}
