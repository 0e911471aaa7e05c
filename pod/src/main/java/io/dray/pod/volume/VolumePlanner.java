package io.dray.pod.volume;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.manifest.App;
import io.dray.image.tree.LayeredTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides where an app sees which volumes: at the mount points of its image and where mounts were asked for (appc spec,
 * ace.md, "Volume Setup"). A mount point for which there is no volume gets an empty one; in an image that was converted from
 * docker's format that one begins with what the image has there, as it would with docker.
 */
public final class VolumePlanner {
    private static final String CONVERTED = "appc.io/docker/repository";

    private final Map<String, Volume> volumes = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** A planner for the volumes of a pod. */
    public VolumePlanner(List<Volume> podVolumes) {
        for (Volume volume : podVolumes) {
            if (volumes.put(volume.name(), volume) != null) {
                throw new InvalidInputException(
                        "duplicate volume name \"" + volume.name() + "\"", "give each volume a name of its own");
            }
        }
    }

    /** What was decided that the user should know of. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** The volumes that were asked for and are in no app. */
    public List<Volume> volumes() {
        return List.copyOf(volumes.values());
    }

    /**
     * Decides for one app.
     *
     * @param name the app's name in the pod
     * @param points the mount points of its image
     * @param mounts what was asked for
     * @param root what is in the app's root before anything is mounted
     * @param annotations the annotations of its image
     */
    public List<VolumeMount> plan(
            String name,
            List<App.MountPoint> points,
            List<MountRequest> mounts,
            RootPaths root,
            Map<String, String> annotations) {
        AppMounts app = new AppMounts(name, root);
        for (MountRequest mount : mounts) {
            app.lenient |= mount.lenient();
            Optional<App.MountPoint> point = point(points, mount.target());
            String target = point.isPresent() ? point.get().path() : mount.target();
            boolean readOnly = point.isPresent() && point.get().readOnly();
            app.add(volumeOf(name, mount), target, readOnly, false);
            if (mount.own().isPresent()) {
                app.mounts.add(app.mounts.removeLast().asOwn());
            }
        }
        for (App.MountPoint point : points) {
            if (app.has(point.path())) {
                continue;
            }
            Volume volume = volumes.get(point.name());
            if (volume != null) {
                app.add(volume, point.path(), point.readOnly(), false);
            } else {
                boolean filled = annotations.containsKey(CONVERTED);
                app.add(implicit(name, point, filled, root), point.path(), point.readOnly(), filled);
            }
        }
        if (app.lenient) {
            // what lies in another comes after it
            app.mounts.sort(Comparator.comparing(VolumeMount::target));
        }
        return app.mounts;
    }

    /** By its name or its path. */
    private static Optional<App.MountPoint> point(List<App.MountPoint> points, String target) {
        for (App.MountPoint point : points) {
            if (point.name().equals(target) || point.path().equals(target)) {
                return Optional.of(point);
            }
        }
        return Optional.empty();
    }

    private Volume volumeOf(String app, MountRequest mount) {
        if (mount.own().isPresent()) {
            return mount.own().get();
        }
        Volume volume = volumes.get(mount.volume());
        if (volume == null) {
            throw new MissingException(
                    "cannot mount volume \"" + mount.volume() + "\" at " + mount.target() + " of app " + app
                            + ": the pod has no such volume",
                    "add --volume " + mount.volume() + ",kind=host,source=PATH or --volume " + mount.volume()
                            + ",kind=empty");
        }
        return volume;
    }

    /** Its directory looks like the image's own, if that is what it begins with. */
    private Volume implicit(String app, App.MountPoint point, boolean filled, RootPaths root) {
        notes.add("app " + app + ": no volume specified for mount point \"" + point.name()
                + "\", implicitly creating an \"empty\" volume, which goes with the pod");
        String name = app + "-" + point.name();
        Optional<LayeredTree.Entry> entry = root.tree().lookup(point.path());
        if (!filled || entry.isEmpty() || !entry.get().isDirectory()) {
            return Volume.Empty.named(name);
        }
        LayeredTree.Entry directory = entry.get();
        return new Volume.Empty(name, Volume.Access.UNSAID, directory.mode(), directory.uid(), directory.gid());
    }

    /** The mounts of one app as they come together. */
    private final class AppMounts {
        private final String app;
        private final RootPaths root;
        private final List<VolumeMount> mounts = new ArrayList<>();
        private boolean lenient;

        AppMounts(String app, RootPaths root) {
            this.app = app;
            this.root = root;
        }

        boolean has(String path) {
            String target = root.canonical(path);
            for (VolumeMount mount : mounts) {
                if (mount.target().equals(target)) {
                    return true;
                }
            }
            return false;
        }

        void add(Volume volume, String path, boolean readOnly, boolean filled) {
            String what = "cannot mount volume \"" + volume.name() + "\" at " + path + " of app " + app + ": ";
            if (!path.startsWith("/")) {
                throw new InvalidInputException(what + "the path is not absolute", "name a path that begins with /");
            }
            String target = root.canonical(path);
            if (target.equals("/")) {
                throw new InvalidInputException(what + "it would hide the whole image", "name a directory below /");
            }
            for (VolumeMount other : mounts) {
                if (lenient && other.target().equals(target) && other.volume().equals(volume)) {
                    return;
                }
                if (RootPaths.overlap(other.target(), target)
                        && (!lenient || other.target().equals(target))) {
                    throw new InvalidInputException(
                            what + "it overlaps with volume \"" + other.volume().name() + "\" at " + other.target(),
                            "mount volumes at places that are not inside each other");
                }
            }
            VolumeMount.Source source =
                    volume instanceof Volume.Host host ? HostSource.check(host) : VolumeMount.Source.DIRECTORY;
            boolean fill = checkTarget(what, target, source) && filled;
            mounts.add(new VolumeMount(volume, target, volume.access().isReadOnlyAt(readOnly), source, fill, false));
            if (!fill) {
                warnOfMasked(volume, target);
            }
        }

        /** Whether the image has a directory there. */
        private boolean checkTarget(String what, String target, VolumeMount.Source source) {
            Optional<LayeredTree.Entry> entry = root.tree().lookup(target);
            boolean directory = source == VolumeMount.Source.DIRECTORY;
            if (entry.isPresent() && entry.get().isDirectory() != directory) {
                throw new InvalidInputException(what
                        + (directory
                                ? "the volume is a directory, and the image has a file there"
                                : "the volume is a file, and the image has a directory there"));
            }
            return entry.isPresent();
        }

        private void warnOfMasked(Volume volume, String target) {
            Optional<LayeredTree.Entry> entry = root.tree().lookup(target);
            if (entry.isPresent()
                    && entry.get().isDirectory()
                    && !root.tree().list(target).isEmpty()) {
                notes.add("app " + app + ": volume \"" + volume.name() + "\" hides what the image has in " + target);
            }
        }
    }
}
