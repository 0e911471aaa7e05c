package io.dray.pod.container;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** The mounts of every container (appc spec, ace.md, "Filesystem Setup"), and what of them is hidden from it. */
public final class StandardMounts {
    /** Unreadable in the container: they tell about, or reach into, the machine. */
    static final List<String> MASKED = List.of(
            "/proc/acpi",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/timer_list",
            "/proc/sched_debug",
            "/proc/scsi",
            "/sys/devices/virtual/powercap");

    /** Readable, but not to be written: they set the machine, not the container. */
    static final List<String> READ_ONLY =
            List.of("/proc/asound", "/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    /** What the apps of a pod share, inside and outside of their containers. */
    static final String SHARED_MEMORY = "/dev/shm";

    /** The tables of the machine's firmware. */
    private static final String FIRMWARE = "/sys/firmware";

    private static final String CGROUPS = "/sys/fs/cgroup";

    private StandardMounts() {}

    /** What hides directories that apps see as rkt's did, without any permission; the kernel may lack them. */
    static List<ContainerMount> hidden() {
        return new File(FIRMWARE).exists()
                ? List.of(new ContainerMount(
                        FIRMWARE,
                        "tmpfs",
                        "tmpfs",
                        List.of("nosuid", "noexec", "nodev", "ro", "mode=000", "size=4k", "nr_inodes=1")))
                : List.of();
    }

    /** Whether the path lies in a file system that every container has of its own. */
    public static boolean cover(String path) {
        return path.startsWith("/dev/") || path.startsWith("/proc/") || path.startsWith("/sys/");
    }

    static List<ContainerMount> all() {
        List<ContainerMount> mounts = new ArrayList<>(standard());
        if (!new File(CGROUPS, "cgroup.controllers").exists()) {
            // of version 1 crun makes what is below read-only, but not the directory itself
            mounts.add(new ContainerMount(
                    CGROUPS,
                    "bind",
                    CGROUPS,
                    List.of("bind", "remount", "ro", "nosuid", "noexec", "nodev", "relatime")));
        }
        return mounts;
    }

    private static List<ContainerMount> standard() {
        return List.of(
                new ContainerMount("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev")),
                new ContainerMount("/dev", "tmpfs", "tmpfs", List.of("nosuid", "strictatime", "mode=755", "size=64k")),
                new ContainerMount(
                        "/dev/pts",
                        "devpts",
                        "devpts",
                        List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5")),
                // one file system for all apps of a pod: it is mounted in the pod's mount namespace
                new ContainerMount(SHARED_MEMORY, "bind", SHARED_MEMORY, List.of("bind", "nosuid", "noexec", "nodev")),
                new ContainerMount("/sys", "sysfs", "sysfs", List.of("nosuid", "noexec", "nodev", "ro")),
                new ContainerMount(
                        CGROUPS, "cgroup", "cgroup", List.of("nosuid", "noexec", "nodev", "relatime", "ro")));
    }
}
