#!/bin/sh
# Starts this pod. The launcher has turned into this script inside the pod's own namespaces (mount, ipc, host name, and
# network unless it shares the host's), where become-pod has made what all pods need; $trouble says what of it went wrong.
# Descriptor 7 ends with the JVM; 8 is the network namespace of the host; 9 holds the lock that says, for as long as any
# process has it open, that the pod runs.
uuid=1234
hostname=dray-1234
data=/var/lib/dray
pod=/var/lib/dray/pods/1234
link=/run/dray/pods/1234
containers=/run/dray/crun
launcher=/opt/dray/bin/dray
crun=/usr/bin/crun
busybox=/usr/bin/busybox
flock=/usr/bin/flock
env=/usr/bin/env
setsid=/usr/bin/setsid
svscan=/usr/bin/s6-svscan
svc=/usr/bin/s6-svc

container() { # ARGUMENT...
    "$crun" --root "$containers" "$@"
}

remove_groups() {
    "$busybox" rmdir /sys/fs/cgroup/dray/"$uuid"/* /sys/fs/cgroup/*/dray/"$uuid"/* \
        /sys/fs/cgroup/dray/"$uuid" /sys/fs/cgroup/*/dray/"$uuid" 2>/dev/null
}

# Ends the start with the message, if there is one, and leaves nothing of the pod behind.
give_up() { # EXIT_CODE [MESSAGE]
    trap '' HUP INT TERM
    [ $# -lt 2 ] || echo "dray: cannot start pod $uuid: $2" >&2
    [ -z "$step" ] || container delete -f "$step" 2>/dev/null
    [ ! -e "$pod/processes/alive" ] || end_processes
    cd /
    [ ! -e "$pod/release" ] || /bin/sh "$pod/release"
    [ -z "${users-}" ] || "$busybox" rm -f "$ranges/$users"
    for root in "$pod"/apps/*/rootfs "$pod"/apps/*/base /dev/shm/data; do
        "$busybox" umount -l "$root" 2>/dev/null
    done
    remove_groups
    "$busybox" rm -rf "$link" "$pod"
    exit "$1"
}
step=
mounter=
trap 'give_up 129' HUP
trap 'give_up 130' INT
trap 'give_up 143' TERM

mount_root() { # APP LOWER_DIRECTORIES UPPER_DIRECTORY
    $mounter "$busybox" mount -t overlay -o "lowerdir=$2,upperdir=pods/$uuid/apps/$1/$3,workdir=pods/$uuid/apps/$1/work" \
        overlay "pods/$uuid/apps/$1/rootfs" || give_up 254 "the file system of app $1 cannot be mounted"
}

# Runs containers that must succeed before the app starts; in the background, so that signals end them at once.
run_steps() { # APP PHASE
    for config in "$pod/apps/$1/$2"/*.json; do
        [ -e "$config" ] || return 0
        read -r what <"${config%.json}.what"
        step=$uuid-$1-step
        container run --bundle "$pod/apps/$1" --config "$config" "$step" </dev/null &
        wait $! || give_up 254 "$what of app $1 failed with exit code $?"
        step=
    done
}

exec 9>>"$pod/lock"
"$flock" -n 9 &
locking=$!
[ -z "$trouble" ] || give_up 254 "$trouble"
echo "$hostname" 2>/dev/null >/proc/sys/kernel/hostname || "$busybox" hostname "$hostname" ||
    give_up 254 "the host name cannot be set"
cd "$data" || exit 254

. "$pod/network/attach"

# app redis
mount_root redis pods/1234/apps/redis/rendered:l/bbbb:l/aaaa:skeleton/1 upper
run_steps redis check
run_steps redis prestart-late

tell_ready() {
    for program in /usr/bin/systemd-notify /bin/systemd-notify; do
        [ ! -x "$program" ] || NOTIFY_SOCKET=$DRAY_NOTIFY_SOCKET exec "$program" --no-block --pid=$$ READY=1
    done
    exec logger --id=$$ --rfc5424=notime,notq,nohost --socket "$DRAY_NOTIFY_SOCKET" "
READY=1"
}

wait "$locking" || give_up 254 "it is locked by another process"
: >"$pod/started"
[ -z "${DRAY_NOTIFY_SOCKET-}" ] || (tell_ready) 7<&- 8<&- 9<&- &

id=$uuid-redis
bundle=$pod/apps/redis
frugal=glibc.malloc.tcache_count=0:glibc.malloc.mmap_threshold=8192:glibc.malloc.trim_threshold=0:glibc.malloc.top_pad=0
group=/dray/$uuid/redis
patience=10

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

wait_for() { # PID
    code=
    while :; do
        signalled=
        wait "$1"
        ended=$?
        [ "$ended" = 127 ] && [ -n "$code" ] && return 0
        code=$ended
        [ -n "$signalled" ] || return 0
    done
}

# The one app of the pod: this shell stands for it. GLIBC_TUNABLES has crun give back what it no longer needs.
end_by_force_later() {
    (
        trap 'kill "$clock"' TERM
        "$busybox" sleep $patience &
        clock=$!
        wait "$clock" && container kill "$id" KILL
    ) </dev/null >/dev/null 2>&1 8<&- 9<&- &
    timer=$!
}
pass_on() { # SIGNAL
    signalled=yes
    if [ "$ending$1" = INTINT ]; then
        # asked for the second time
        container kill "$id" KILL 2>/dev/null
    elif [ "$1" = TERM ]; then
        kill -"$stop" "$app" 2>/dev/null
    else
        kill -"$1" "$app" 2>/dev/null
    fi
    case $1 in
        INT | TERM)
            [ -n "$ending" ] || end_by_force_later
            ending=$1
            ;;
    esac
}
stop=TERM
[ ! -e "$bundle/stop-signal" ] || read -r stop <"$bundle/stop-signal"
app=
timer=
ending=
for signal in HUP INT QUIT TERM USR1 USR2; do
    trap "pass_on $signal" "$signal"
done
if { command : </dev/tty; } 2>/dev/null; then
    GLIBC_TUNABLES=$frugal "$setsid" "$crun" --root "$containers" run --bundle "$bundle" "$id" </dev/null 7<&- &
else
    GLIBC_TUNABLES=$frugal "$crun" --root "$containers" run --bundle "$bundle" "$id" </dev/null 7<&- &
fi
app=$!
# until the JVM has left, too
while read -r _ <&7; do :; done
exec 7<&-
wait_for "$app"
[ ! -s "$bundle/crun.log" ] || print_rest

# nothing may stop the rest
trap '' HUP INT QUIT TERM USR1 USR2
[ -z "$timer" ] || kill "$timer" 2>/dev/null
# only crun was killed: the app must not go on without it
[ ! -e "$containers/$id" ] || container delete -f "$id" 2>/dev/null
look_for_oom "$code"
# the app's post-stop handler runs however the app ended; whoever kills it may kill this shell, too
if [ -e "$bundle/post-stop.json" ]; then
    { echo "$code" >"$bundle/exit.new"; } 2>/dev/null
    container run --bundle "$bundle" --config "$bundle/post-stop.json" "$id-stop" </dev/null
fi
[ -z "$oom" ] || : >"$bundle/oom"
{ echo "$code" >"$bundle/exit.new"; } 2>/dev/null && "$busybox" mv "$bundle/exit.new" "$bundle/exit"
[ ! -e "$pod/release" ] || /bin/sh "$pod/release"
remove_groups
if [ -e "$pod/forced" ]; then
    [ -z "${modes-}" ] || "$busybox" stty "$modes" <&5
    kill -KILL $$
fi
exit "$code"
