package io.dray.pod.start;

/**
 * How scripts learn that an app died for want of memory. Its control group is gone by the time its code is known, and with it the
 * counter of version 1; the parent's counter is kept by version 2 only. But the kernel says in its log, under both, which group it
 * took the memory from, with the limit that was reached or without one.
 */
final class OutOfMemory {
    /**
     * Defines {@code look_for_oom CODE}, which sets {@code oom} to {@code oom} or to nothing. Needs {@code busybox}, {@code bundle}
     * and {@code group}, the path of the app's control group.
     */
    static final String FUNCTION = """

            look_for_oom() { # EXIT_CODE
                oom=
                [ "$1" != 0 ] || return 0
                seen=0
                [ ! -e "$bundle/oom-kills" ] || read -r seen <"$bundle/oom-kills"
                # the log has those of the app's earlier runs, too
                kills=$("$busybox" dmesg 2>/dev/null | "$busybox" grep -c "oom-kill:.*task_memcg=[^,]*$group,")
                if [ "${kills:-0}" -gt "$seen" ]; then
                    echo "$kills" >"$bundle/oom-kills"
                    oom=oom
                    echo "dray: app ${bundle##*/} ran out of memory and was killed by the kernel" >&2
                    echo "dray: hint: give it more with --memory" >&2
                fi
            }
            """;

    private OutOfMemory() {}
}
