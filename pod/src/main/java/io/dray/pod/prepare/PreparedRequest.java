package io.dray.pod.prepare;

import io.dray.image.manifest.App;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodManifest;
import io.dray.pod.configuration.GivenAttributes;
import io.dray.pod.network.Hostname;
import io.dray.pod.network.NameOptions;
import io.dray.pod.network.NetworkChoice;
import io.dray.pod.plan.AppRequest;
import io.dray.pod.plan.Launcher;
import io.dray.pod.plan.PodChoices;
import io.dray.pod.plan.PodManifestFile;
import io.dray.pod.plan.PodPolicy;
import io.dray.pod.plan.RunRequest;
import io.dray.pod.volume.MountRequest;
import io.dray.pod.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is wanted otherwise of a prepared pod when it is run.
 *
 * @param network which networks
 * @param names how apps find the addresses of names
 * @param hostname its host name
 * @param interactive whether its one app has the caller's input
 * @param metadata whether its apps can ask the metadata service
 * @param sharesIpc whether its apps have the caller's IPC objects
 * @param sharesProcesses whether its apps see each other's processes
 */
public record PreparedRequest(
        Optional<NetworkChoice> network,
        Optional<NameOptions> names,
        Optional<Hostname> hostname,
        boolean interactive,
        boolean metadata,
        Optional<Boolean> sharesIpc,
        Optional<Boolean> sharesProcesses) {
    /** Whether all is to be as it was prepared. */
    public boolean isEmpty() {
        return network.isEmpty()
                && names.isEmpty()
                && hostname.isEmpty()
                && sharesIpc.isEmpty()
                && sharesProcesses.isEmpty()
                && !interactive
                && !metadata;
    }

    /** The whole request: the pod's own manifest says all of its apps, and its choices the rest. */
    public RunRequest over(PodDirectory pod, Launcher launcher) throws IOException {
        PodManifest manifest = PodManifest.read(pod.manifest());
        PodManifestFile.Content content = PodManifestFile.read(pod.reified());
        PodChoices choices = PodChoices.read(pod);
        List<Volume> volumes = new ArrayList<>(content.volumes());
        List<AppRequest> apps = new ArrayList<>();
        for (AppRequest app : content.apps()) {
            apps.add(app.withMounts(asked(app, volumes)));
        }
        return new RunRequest(
                manifest.identity(),
                apps,
                volumes,
                network.orElse(choices.network()),
                choices.ports(),
                names.orElse(choices.names()),
                Map.of(),
                Map.of(),
                GivenAttributes.read(pod),
                hostname.orElse(new Hostname(Optional.of(manifest.hostname()), "")),
                interactive,
                Optional.empty(),
                policy(choices.policy()),
                choices.givenUp(),
                choices.privateUsers(),
                metadata || choices.metadata().isPresent(),
                content.facts(),
                launcher);
    }

    private PodPolicy policy(PodPolicy prepared) {
        return new PodPolicy(
                prepared.onAppExit(),
                prepared.restart(),
                prepared.detached(),
                prepared.labelled() && !interactive,
                sharesIpc.orElse(prepared.sharesIpc()),
                sharesProcesses.orElse(prepared.sharesProcesses()));
    }

    /** Volumes that mount points got by themselves they get again, and what is in them. */
    private static List<MountRequest> asked(AppRequest app, List<Volume> volumes) {
        List<MountRequest> mounts = new ArrayList<>();
        for (MountRequest mount : app.mounts()) {
            boolean implicit = false;
            for (App.MountPoint point :
                    app.app().isPresent() ? app.app().get().mountPoints() : List.<App.MountPoint>of()) {
                implicit |= mount.volume().equals(app.name().orElse("") + "-" + point.name());
            }
            if (!implicit) {
                // it was found good when the pod was prepared
                mounts.add(mount.asRkt());
            } else {
                volumes.removeIf(volume -> volume.name().equals(mount.volume()));
            }
        }
        return mounts;
    }
}
