package io.dray.pod.start;

import io.dray.core.InvalidInputException;
import io.dray.pod.PodDirectory;
import io.dray.pod.plan.AppPlan;
import io.dray.pod.plan.PlannedPod;
import java.nio.file.Path;

/**
 * User namespaces: the users of a pod are others than the host's, without a copy or a change of any file (docs/adr/0007).
 *
 * <p>The pod's script chooses a range of the host's user numbers that no other pod has, makes a user namespace with it, and network,
 * ipc and host name namespaces that belong to that one, and goes over into the latter three. It stays root of the host itself. The
 * data directory it mounts a second time, with the owners of all files mapped into the range; over the layers that are seen there
 * the roots of the apps are mounted. All of this is in the pod's own mount namespace, in the shared memory that every pod has of
 * its own, and ends with it.
 */
final class PrivateUsers {
    /** How many users and groups a pod has: those of an ordinary system. */
    static final int COUNT = 65_536;

    /** The user namespace, as crun finds it. */
    static final String NAMESPACE = "/dev/shm/users";

    /** The shared memory of the pod's apps. */
    static final String SHARED_MEMORY = "/dev/shm/shm";

    /** The data directory with the pod's owners. */
    private static final String MAPPED = "/dev/shm/data";

    /**
     * Goes over into namespaces that belong to the pod's users, by reading the pod's script again, which then has {@code $users}.
     * The ranges lie beyond those of users, of systemd and of other container programs (systemd, "Users, Groups, UIDs and GIDs").
     */
    static final String LEAVE = """

            # An app may open its standard streams again by their names only if they belong to its users.
            own_streams() {
                for stream in 0 1 2; do
                    [ ! -p "/proc/$$/fd/$stream" ] || "$busybox" chown "$users:$users" "/proc/$$/fd/$stream"
                done
            }
            choose_users() {
                "$busybox" mkdir -p "$ranges"
                number=$((0x${uuid%"${uuid#???}"}))
                tries=4095
                while users=$((1879048192 + number % 4095 * 65536)); ! "$busybox" ln -sn "$pod" "$ranges/$users" 2>/dev/null &&
                    [ "$("$busybox" readlink "$ranges/$users")" != "$pod" ]; do
                    number=$((number + 1))
                    [ $((tries -= 1)) -gt 0 ] || users= give_up 254 "all ranges of users are taken: dray gc gives back those of ended pods"
                done
            }
            make_users() {
                # shellcheck disable=SC2086 # a list of options
                "$unshare" --user $owned "$busybox" sleep 60 </dev/null >/dev/null 2>&1 7<&- 8<&- &
                holder=$!
                tries=5000
                # before it has left the host's, there is nothing to be set
                until echo "0 $users 65536" >"/proc/$holder/uid_map"; do
                    [ $((tries -= 1)) -gt 0 ] && kill -0 "$holder" || return 1
                    "$busybox" usleep 1000
                done 2>/dev/null
                echo "0 $users 65536" >"/proc/$holder/gid_map" || return 1
                : >/dev/shm/users && "$busybox" mount --bind "/proc/$holder/ns/user" /dev/shm/users
                "$busybox" mkdir -m 1777 /dev/shm/shm && "$busybox" chown "$users:$users" /dev/shm/shm
            }
            if [ -z "${users-}" ]; then
                choose_users
                make_users || give_up 254 "a user namespace cannot be made: see /proc/sys/user/max_user_namespaces"
                export users holder trouble
                # shellcheck disable=SC2086 # a list of options
                exec "$nsenter" --target="$holder" ${owned} /bin/sh "$pod/start"
            fi
            kill "$holder"
            own_streams
            case $owned in
                *--net*) "$busybox" ip link set lo up || trouble="the loopback interface cannot be set up" ;;
            esac
            """;

    /** Lets roots be mounted by the pod's users. */
    private static final String AS_THEM = """
            # what is written to a root is made by whoever mounted it, and there the host's root is nobody
            rights=+chown,+dac_override,+dac_read_search,+fowner,+fsetid,+mknod,+setfcap,+sys_admin
            mounter="$setpriv --reuid=$users --regid=$users --clear-groups --inh-caps=$rights --ambient-caps=$rights"
            cd /dev/shm/data || give_up 254 "$data cannot be used with other owners"
            """;

    /** For an app that joins a running pod: its users are those to whom the shared memory belongs. */
    static final String JOIN = """

            users=$("$busybox" stat -c %u /dev/shm/shm) || give_up 254 "the users of the pod are not known"
            """ + AS_THEM;

    /** Mounts the data directory with mapped owners; mount(8) can do that only from util-linux 2.39 on. */
    static final String MAP = """

            # open_tree, mount_setattr and move_mount have these numbers on all machines
            "$busybox" mkdir /dev/shm/data && "$perl" -e '
                my ($source, $target, $namespace, $none, $here) = (@ARGV, "", -100);
                open(my $users, "<", $namespace) or die "$namespace: $!\\n";
                my $mount = syscall(428, $here, $source, 0x88001);
                $mount >= 0 or die "open_tree: $!\\n";
                my $attributes = pack("QQQQ", 0x100000, 0, 0, fileno($users));
                syscall(442, $mount, $none, 0x9000, $attributes, 32) == 0 or die "its file system does not map owners: $!\\n";
                syscall(429, $mount, $none, $here, $target, 4) == 0 or die "move_mount: $!\\n"
            ' "$data" /dev/shm/data /dev/shm/users || give_up 254 "the owners of files in $data cannot be mapped"
            """ + AS_THEM;

    /** How a mount's owners are mapped to the users of the container. */
    static final String MAPPED_BY_CRUN = "idmap";

    /** How a mount's owners are mapped where crun would look for the users too early; see {@link #SPELL_OUT}. */
    static final String SPELLED_OUT = "idmap=uids=0-USERS-65536;gids=0-USERS-65536";

    /**
     * Says in the configurations of all containers who the users are. Otherwise crun 1.8 looks at the process that is about to be
     * the container's, and where that joins a process namespace it may not have joined its users yet.
     */
    static final String SPELL_OUT = """

            set --
            for config in "$pod"/apps/*/*.json "$pod"/apps/*/prestart-*/*.json "$pod"/apps/*/check/*.json; do
                [ ! -e "$config" ] || set -- "$@" "$config"
            done
            [ $# -eq 0 ] || "$busybox" sed -i "s/=0-USERS-65536/=0-$users-65536/g" "$@" ||
                give_up 254 "the users of its apps cannot be noted"
            """;

    private PrivateUsers() {}

    /** Where crun finds an app's root. */
    static String root(PodDirectory pod, String app) {
        return MAPPED + "/pods/" + pod.uuid() + "/apps/" + app + "/rootfs";
    }

    /** Where crun finds a directory below the data directory with the pod's owners. */
    static String mapped(Path directory, PlannedPod pod) {
        return MAPPED + "/" + Path.of(pod.dataDirectory()).relativize(directory);
    }

    /** The namespaces that a pod makes with its users, as options of unshare; none without them. */
    static String ownedNamespaces(PlannedPod pod) {
        if (!pod.privateUsers()) {
            return "";
        }
        String ipc = pod.policy().sharesIpc() ? "" : " --ipc";
        return "--uts" + ipc + (pod.network().sharesHost() ? "" : " --net");
    }

    /** Copies what a volume begins with, as the pod's root: to the host's no file of the volume can belong here. */
    static String fill(String from, String to) {
        return "\"$nsenter\" --user=" + NAMESPACE + " --setuid=0 --setgid=0 \"$busybox\" cp -a " + from + " " + to;
    }

    /**
     * Checks that the pod has all users that an app asks for.
     *
     * @throws InvalidInputException if one is beyond the pod's range
     */
    static void check(PlannedPod pod) {
        for (AppPlan app : pod.apps()) {
            long highest = Math.max(app.user().uid(), app.user().gid());
            for (long gid : app.user().additionalGids()) {
                highest = Math.max(highest, gid);
            }
            if (pod.privateUsers() && highest >= COUNT) {
                throw new InvalidInputException(
                        "cannot run app " + app.name() + " with --private-users: it runs as user or group " + highest
                                + ", and the users of such a pod end at " + (COUNT - 1),
                        "choose another with --user and --group, or leave out --private-users");
            }
        }
    }
}
