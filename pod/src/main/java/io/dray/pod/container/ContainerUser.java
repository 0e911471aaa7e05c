package io.dray.pod.container;

import java.util.List;

/**
 * Whom a container's process runs as.
 *
 * @param uid user number
 * @param gid primary group number
 * @param additionalGids supplementary groups
 */
public record ContainerUser(long uid, long gid, List<Long> additionalGids) {
    /** User and group 0. */
    public static final ContainerUser ROOT = new ContainerUser(0, 0, List.of());

    public ContainerUser {
        additionalGids = List.copyOf(additionalGids);
    }
}
