package io.dray.pod.start;

import io.dray.pod.isolator.ContainerLimits;

/**
 * The part of {@code start} that makes the control group of all apps of a pod, and limits it, before crun makes those of the apps
 * below it. Version 2 calls everything otherwise than version 1, and gives a group only the controllers that its parent hands down.
 */
final class LimitsScript {
    private static final String FUNCTION = """

            limit() { # CONTROLLER FILE VALUE FILE_OF_VERSION_2 VALUE_OF_VERSION_2
                for groups in "/sys/fs/cgroup/$1" /sys/fs/cgroup; do
                    [ -e "$groups/cgroup.procs" ] || continue
                    if [ "$groups" = /sys/fs/cgroup ]; then
                        shift 2
                        for above in "$groups" "$groups/dray"; do
                            "$busybox" mkdir -p "$above" && echo "+$controller" >"$above/cgroup.subtree_control"
                        done 2>/dev/null
                    fi
                    "$busybox" mkdir -p "$groups/dray/$uuid" && echo "$3" 2>/dev/null >"$groups/dray/$uuid/$2" && return
                done
                give_up 254 "its $controller cannot be limited: see $groups"
            }
            """;

    /** The range of shares of version 1 and that of weights of version 2 (as crun converts them). */
    private static final long LEAST_SHARES = 2;

    private static final long SHARES = 262_142;
    private static final long WEIGHTS = 9999;

    private LimitsScript() {}

    static String of(ContainerLimits limits) {
        StringBuilder body = new StringBuilder(FUNCTION);
        limits.memoryBytes()
                .ifPresent(bytes -> add(body, "memory", "memory.limit_in_bytes " + bytes, "memory.max " + bytes));
        limits.cpuQuotaMicros()
                .ifPresent(quota -> add(
                        body,
                        "cpu",
                        "cpu.cfs_quota_us " + quota,
                        "cpu.max '" + quota + " " + ContainerLimits.CPU_PERIOD_MICROS + "'"));
        limits.cpuShares()
                .ifPresent(shares -> add(
                        body,
                        "cpu",
                        "cpu.shares " + shares,
                        "cpu.weight " + (1 + (shares - LEAST_SHARES) * WEIGHTS / SHARES)));
        return body.toString();
    }

    private static void add(StringBuilder body, String controller, String first, String second) {
        body.append("controller=" + controller + " && limit " + controller + " " + first + " " + second + "\n");
    }
}
