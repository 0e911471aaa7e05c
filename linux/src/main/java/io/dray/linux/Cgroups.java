package io.dray.linux;

import io.dray.core.EnvironmentException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The machine's control groups, whether all hierarchies are version 1, all version 2, or mixed (hybrid). A group is named
 * by its path, the same in every hierarchy: {@code /dray/<uuid>}. Plain files only; needs no native calls.
 */
public final class Cgroups {
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REMOVE_TIMEOUT = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 5;

    /** How the controllers are mounted. */
    public enum Mode {
        /** Only version 1 hierarchies. */
        V1,
        /** Version 1 hierarchies beside a version 2 one. */
        HYBRID,
        /** One version 2 hierarchy. */
        V2
    }

    private record Hierarchy(Path mountPoint, boolean unified, boolean freezer) {}

    private final List<Hierarchy> hierarchies;

    private Cgroups(List<Hierarchy> hierarchies) {
        this.hierarchies = List.copyOf(hierarchies);
    }

    /** Looks at what is mounted now. */
    public static Cgroups detect() {
        return of(MountTable.read());
    }

    /** The control groups that a mount table shows; hierarchies mounted twice count once. */
    public static Cgroups of(MountTable table) {
        List<Hierarchy> found = new ArrayList<>();
        Set<Path> seen = new TreeSet<>();
        for (Mount mount : table.mounts()) {
            boolean unified = mount.type().equals("cgroup2");
            if ((unified || mount.type().equals("cgroup")) && seen.add(mount.target())) {
                found.add(new Hierarchy(mount.target(), unified, mount.hasOption("freezer")));
            }
        }
        return new Cgroups(found);
    }

    /**
     * How the controllers are mounted.
     *
     * @throws EnvironmentException if none is
     */
    public Mode mode() {
        boolean unified = false;
        boolean legacy = false;
        for (Hierarchy hierarchy : hierarchies) {
            unified |= hierarchy.unified;
            legacy |= !hierarchy.unified;
        }
        if (!unified && !legacy) {
            throw new EnvironmentException(
                    "no control groups are mounted", "mount -t cgroup2 cgroup2 /sys/fs/cgroup, or boot with systemd");
        }
        if (unified && legacy) {
            return Mode.HYBRID;
        }
        return unified ? Mode.V2 : Mode.V1;
    }

    /**
     * The version 2 hierarchy of a hybrid machine, if it holds controllers: crun 1.8 refuses to run while it sees that, so
     * it must be unmounted in the private mount namespace in which crun runs.
     */
    public Optional<Path> unifiedInTheWay() {
        if (hierarchies.isEmpty() || mode() != Mode.HYBRID) {
            return Optional.empty();
        }
        for (Hierarchy hierarchy : hierarchies) {
            CgroupDirectory root = new CgroupDirectory(hierarchy.mountPoint);
            if (hierarchy.unified && !root.read("cgroup.controllers").isBlank()) {
                return Optional.of(hierarchy.mountPoint);
            }
        }
        return Optional.empty();
    }

    /** Whether the group has a directory in any hierarchy. */
    public boolean exists(String path) {
        for (Hierarchy hierarchy : hierarchies) {
            if (group(hierarchy, path).exists()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a process lives in the group or below it; zombies do not count. Asks one hierarchy only, because a container is in
     * all, and a listing asks for many groups.
     */
    public boolean isPopulated(String path) {
        if (hierarchies.isEmpty()) {
            return false;
        }
        Hierarchy asked = hierarchies.getFirst();
        for (Hierarchy hierarchy : hierarchies) {
            asked = hierarchy.freezer || asked.unified ? hierarchy : asked;
        }
        return group(asked, path).isPopulated();
    }

    /** The processes in the group and below it, in all hierarchies, in ascending order; none for a group that is not there. */
    public List<Long> processes(String path) {
        Set<Long> pids = new TreeSet<>();
        for (Hierarchy hierarchy : hierarchies) {
            group(hierarchy, path).collectProcesses(pids);
        }
        return List.copyOf(pids);
    }

    /**
     * Kills every process in the group and below it, also those that are being forked meanwhile, and waits until they are
     * gone.
     *
     * @throws EnvironmentException if some do not die within ten seconds, as a process in an uninterruptible wait
     */
    public void killAll(String path) {
        long deadline = System.nanoTime() + KILL_TIMEOUT.toNanos();
        while (true) {
            List<Long> pids = processes(path);
            if (pids.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new EnvironmentException(
                        "cannot kill all processes of cgroup " + path + ": still there: " + pids);
            }
            // frozen, they cannot fork away; version 2 does all that by itself
            writeToAll(path, "freezer.state", "FROZEN");
            writeToAll(path, "cgroup.kill", "1");
            for (long pid : pids) {
                ProcessHandle.of(pid).ifPresent(Cgroups::kill);
            }
            writeToAll(path, "freezer.state", "THAWED");
            pause();
        }
    }

    /**
     * Removes the group and all groups below it from every hierarchy; does nothing for a group that is not there.
     *
     * @throws EnvironmentException if processes live in it
     */
    public void remove(String path) {
        long deadline = System.nanoTime() + REMOVE_TIMEOUT.toNanos();
        for (Hierarchy hierarchy : hierarchies) {
            CgroupDirectory group = group(hierarchy, path);
            while (!group.remove()) {
                // the kernel keeps a group busy for a moment after its last process went
                if (System.nanoTime() > deadline) {
                    throw new EnvironmentException("cannot remove cgroup " + group.path() + ": it is busy");
                }
                pause();
            }
        }
    }

    private static CgroupDirectory group(Hierarchy hierarchy, String path) {
        Path directory =
                path.startsWith("/") ? Path.of(hierarchy.mountPoint + path).normalize() : hierarchy.mountPoint;
        if (directory.equals(hierarchy.mountPoint) || !directory.startsWith(hierarchy.mountPoint)) {
            // the root group holds every process of the machine
            throw new IllegalArgumentException("'" + path + "' is not the path of a control group below the root");
        }
        return new CgroupDirectory(directory);
    }

    private static void kill(ProcessHandle process) {
        if (process.pid() != ProcessHandle.current().pid()) {
            process.destroyForcibly();
        }
    }

    private void writeToAll(String path, String file, String value) {
        for (Hierarchy hierarchy : hierarchies) {
            group(hierarchy, path).write(file, value);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted while waiting for a control group", null, e);
        }
    }
}
