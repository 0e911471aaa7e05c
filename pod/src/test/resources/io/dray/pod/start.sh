#!/bin/sh
# Starts this pod. The launcher has turned into this script inside the pod's own namespaces (mount, ipc, host name, and
# network unless it shares the host's). Descriptor 8 is the network namespace of the host; descriptor 9 holds the lock
# that says, for as long as any process has it open, that the pod runs.
uuid=1234
hostname=dray-1234
data=/var/lib/dray
pod=/var/lib/dray/pods/1234
link=/run/dray/pods/1234
containers=/run/dray/crun
unified=/sys/unified
launcher=/opt/dray/bin/dray
crun=/usr/bin/crun
busybox=/usr/bin/busybox
env=/usr/bin/env
setsid=/usr/bin/setsid
svscan=/usr/bin/s6-svscan
svc=/usr/bin/s6-svc
nsenter=/usr/bin/nsenter
cni=/usr/lib/cni

container() { # ARGUMENT...
    "$crun" --root "$containers" "$@"
}

# Ends the start with the message, if there is one, and leaves nothing of the pod behind.
give_up() { # EXIT_CODE [MESSAGE]
    trap '' HUP INT TERM
    [ $# -lt 2 ] || echo "dray: cannot start pod $uuid: $2" >&2
    [ -z "$step" ] || container delete -f "$step" 2>/dev/null
    cd /
    [ ! -e "$pod/release" ] || /bin/sh "$pod/release"
    for root in "$pod"/apps/*/rootfs; do
        "$busybox" umount -l "$root" 2>/dev/null
    done
    "$busybox" rmdir /sys/fs/cgroup/dray/"$uuid"/* /sys/fs/cgroup/*/dray/"$uuid"/* \
        /sys/fs/cgroup/dray/"$uuid" /sys/fs/cgroup/*/dray/"$uuid" 2>/dev/null
    "$busybox" rm -rf "$link" "$pod"
    exit "$1"
}
step=
trap 'give_up 129' HUP
trap 'give_up 130' INT
trap 'give_up 143' TERM

mount_root() { # APP LOWER_DIRECTORIES UPPER_DIRECTORY
    "$busybox" mount -t overlay -o "lowerdir=$2,upperdir=pods/$uuid/apps/$1/$3,workdir=pods/$uuid/apps/$1/work" \
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

# Who moves to another control group first after a pause waits for the kernel, some 10 ms; who follows soon does not.
# crun would be the first: a process of no importance goes ahead, beside what is done below.
go_ahead() {
    for groups in /sys/fs/cgroup/freezer /sys/fs/cgroup; do
        if [ -e "$groups/cgroup.procs" ]; then
            [ -d "$groups/dray" ] || "$busybox" mkdir "$groups/dray"
            echo 0 >"$groups/dray/cgroup.procs"
            return
        fi
    done
}
go_ahead 2>/dev/null &

cd "$data" || exit 254

# crun 1.8 refuses to work beside a version 2 hierarchy that has controllers; nobody else sees this unmount
"$busybox" umount "$unified" || give_up 254 "$unified cannot be unmounted"

# one shared memory for all apps of the pod
"$busybox" mount -t tmpfs -o mode=1777,nosuid,nodev,noexec,size=64m shm /dev/shm ||
    give_up 254 "/dev/shm cannot be mounted"
"$busybox" hostname "$hostname" || give_up 254 "the host name cannot be set"
"$busybox" ip link set lo up || give_up 254 "the loopback interface cannot be set up"

# network: the plugin runs in the host's network namespace and reaches into this one
"$nsenter" --net=/proc/self/fd/8 /bin/sh "$pod/network/masquerade" &
masquerade=$!
CNI_COMMAND=ADD CNI_CONTAINERID="$uuid" CNI_NETNS="/proc/$$/ns/net" CNI_IFNAME=eth0 CNI_PATH="$cni" \
    "$nsenter" --net=/proc/self/fd/8 "$cni/bridge" <"$pod/network/default.conf" >"$pod/network/default.result" ||
    give_up 254 "network default: $("$busybox" sed -n 's/.*"msg": *"\(.*\)".*/\1/p' "$pod/network/default.result")"
wait "$masquerade" || give_up 254 "network default: the host's masquerading cannot be set up"

# app redis
mount_root redis pods/1234/apps/redis/rendered:l/bbbb:l/aaaa:skeleton/1 upper
run_steps redis check
run_steps redis prestart-late

: >"$pod/started"

# A terminal sends its signals to a whole group of processes, s6's own included, which must hear of them only through
# s6-svscan. So on a terminal s6 gets a session of its own and this shell hands the signals on.
pass_on() { # SIGNAL
    signalled=yes
    case $ending$1 in
        yesINT | yesTERM)
            # asked for the second time: s6-svscan does not listen any more
            for service in "$pod"/services/*; do "$svc" -k "$service"; done
            ;;
        *) kill -"$1" "$supervisor" 2>/dev/null ;;
    esac
    case $1 in INT | TERM) ending=yes ;; esac
}
if (: </dev/tty) 2>/dev/null; then
    "$env" --default-signal=INT,QUIT "$setsid" "$svscan" "$pod/services" </dev/null &
    supervisor=$!
    ending=
    for signal in HUP INT QUIT TERM USR1 USR2; do
        trap "pass_on $signal" "$signal"
    done
    while signalled= && wait "$supervisor"; code=$? && [ -n "$signalled" ]; do :; done
    exit "$code"
fi
exec "$svscan" "$pod/services" </dev/null
