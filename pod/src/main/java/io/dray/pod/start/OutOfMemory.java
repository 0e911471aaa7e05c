package io.dray.pod.start;

/**
 * How scripts learn that an app died for want of memory. Version 2 of the control groups counts: the app's own group is mostly gone by
 * the time its code is known, but that of the pod has what happened in all groups below it, and where that counts nothing new, nothing
 * happened. Under version 1 the counter is gone with the group. Which of several apps it was, and under version 1 whether, the
 * kernel's log says, which has the group that the memory was taken from, with the limit that was reached or without one.
 */
final class OutOfMemory {
    /**
     * Defines {@code look_for_oom CODE}, which sets {@code oom} to {@code oom} or to nothing. Needs {@code busybox}, {@code pod},
     * {@code bundle} and {@code group}, the path of the app's control group.
     */
    static final String FUNCTION = """

            count_oom_kills() { # GROUP
                counted=
                while read -r what number; do
                    [ "$what" != oom_kill ] || counted=$number
                done 2>/dev/null <"/sys/fs/cgroup$1/memory.events"
            }
            look_in_log() {
                seen=0
                [ ! -e "$bundle/oom-kills" ] || read -r seen <"$bundle/oom-kills"
                log=$("$busybox" dmesg 2>/dev/null) || return 1
                # the log has those of the app's earlier runs, too
                kills=$(echo "$log" | "$busybox" grep -c "oom-kill:.*task_memcg=[^,]*$group,")
                [ "${kills:-0}" -gt "$seen" ] || return 0
                echo "$kills" >"$bundle/oom-kills"
                oom=oom
            }
            look_in_counters() { # EXIT_CODE
                count_oom_kills "$group"
                if [ -n "$counted" ]; then
                    [ "$counted" = 0 ] || oom=oom
                    return 0
                fi
                count_oom_kills "${group%/*}"
                [ -n "$counted" ] || return 1
                seen=0
                [ ! -e "$pod/oom-kills" ] || read -r seen <"$pod/oom-kills"
                [ "$counted" -gt "$seen" ] || return 0
                # it was this app or another one; without the log the signal has to tell
                look_in_log || [ "$1" != 137 ] || oom=oom
                [ -z "$oom" ] || echo "$counted" >"$pod/oom-kills"
            }
            look_for_oom() { # EXIT_CODE
                oom=
                [ "$1" != 0 ] || return 0
                look_in_counters "$1" || look_in_log
                if [ -n "$oom" ]; then
                    echo "dray: app ${bundle##*/} ran out of memory and was killed by the kernel" >&2
                    echo "dray: hint: give it more with --memory" >&2
                fi
            }
            """;

    private OutOfMemory() {}
}
