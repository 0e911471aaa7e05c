package io.dray.pod.plan;

import io.dray.image.tree.LayeredTree;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodManifest;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.configuration.PodRenderer;
import io.dray.pod.isolator.GivenUp;
import io.dray.pod.isolator.PodLimits;
import io.dray.pod.network.ForwardedPort;
import io.dray.pod.network.NameOptions;
import io.dray.pod.network.NetworkPlan;
import io.dray.pod.volume.Volume;
import io.dray.pod.volume.VolumeMount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything decided about a pod before anything of it is written.
 *
 * @param manifest what it is
 * @param directory where it will be
 * @param dataDirectory the data directory, absolute
 * @param runtime where its transient state will be
 * @param launcher who waits for it
 * @param interactive whether the one app has the caller's input
 * @param terminal whether that is a terminal
 * @param policy how it goes on when its apps end
 * @param givenUp which protection its apps do without
 * @param limits what its apps may use together
 * @param privateUsers whether its users are others than the host's
 * @param volumes what was asked for; the apps may have further ones of their own
 * @param network the networks it will be on
 * @param ports ports of the host that lead to its apps
 * @param names how its apps find the addresses of names
 * @param facts what its manifest says of the pod
 * @param metadata the address under which its apps ask the metadata service about it
 * @param apps its apps, in the order of their start
 */
public record PlannedPod(
        PodManifest manifest,
        PodDirectory directory,
        String dataDirectory,
        RuntimeDirectory runtime,
        Launcher launcher,
        boolean interactive,
        boolean terminal,
        PodPolicy policy,
        GivenUp givenUp,
        PodLimits limits,
        boolean privateUsers,
        List<Volume> volumes,
        NetworkPlan network,
        List<ForwardedPort> ports,
        NameOptions names,
        PodFacts facts,
        Optional<String> metadata,
        List<AppPlan> apps) {
    public PlannedPod {
        volumes = List.copyOf(volumes);
        ports = List.copyOf(ports);
        apps = List.copyOf(apps);
    }

    /** Why it cannot start, if that is known already. */
    public Optional<String> obstacle() {
        for (AppPlan app : apps) {
            if (app.obstacle().isPresent()) {
                return app.obstacle();
            }
        }
        return Optional.empty();
    }

    /** Whether s6 supervises its apps; the pod's shell does if there is but one, which runs once and by itself. */
    public boolean isSupervised() {
        boolean supervised = apps.size() > 1 || policy.needsSupervisor();
        for (AppPlan app : apps) {
            supervised |= app.streams().areAttachable();
        }
        return supervised;
    }

    /** Whether its apps have one process namespace. */
    public boolean sharesProcesses() {
        return manifest.sharesProcesses();
    }

    /** The apps that tell when they are ready; of a mutable pod, which is ready without any, none is listened to. */
    public List<String> notifying() {
        List<String> names = new ArrayList<>();
        for (AppPlan app : apps) {
            if (app.notifies() && !policy.isMutable()) {
                names.add(app.name());
            }
        }
        return names;
    }

    /** Those of the pod and those that mount points got by themselves. */
    public List<Volume> allVolumes() {
        List<Volume> all = new ArrayList<>(volumes);
        for (AppPlan app : apps) {
            for (VolumeMount mount : app.volumes()) {
                boolean known = mount.own();
                for (Volume volume : all) {
                    known |= volume.name().equals(mount.volume().name());
                }
                if (!known) {
                    all.add(mount.volume());
                }
            }
        }
        return all;
    }

    /**
     * Where an app's volume that begins empty lies.
     *
     * @param pod where the pod's files are or will be
     */
    public static Path volume(PodDirectory pod, AppPlan app, VolumeMount mount) {
        String name = mount.volume().name();
        return mount.own() ? pod.volume(app.name(), name) : pod.volume(name);
    }

    /** The layers of an app's root, lowest first. */
    public List<Path> trees(AppPlan app) {
        return PodRenderer.trees(Path.of(dataDirectory), app.layers());
    }

    /** Whether the image has this file with anything in it; then it is left alone, unless the caller says what it is. */
    public static boolean brings(AppPlan app, String path) {
        Optional<LayeredTree.Entry> file = app.tree().lookup(path);
        return file.isPresent()
                && (!file.get().isFile() || file.get().physical().toFile().length() > 0);
    }

    /** Whether the app sees a copy of its image's resolv.conf, because plugins may name better servers. */
    public boolean copiesResolver(AppPlan app) {
        Optional<LayeredTree.Entry> own = app.tree().lookup("/etc/resolv.conf");
        return network.mayBringNameServers()
                && !names.saysResolver()
                && own.isPresent()
                && own.get().isFile()
                && own.get().physical().toFile().length() > 0;
    }
}
