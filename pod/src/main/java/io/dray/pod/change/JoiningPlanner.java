package io.dray.pod.change;

import io.dray.attributes.RenderedConfiguration;
import io.dray.core.DataDirectory;
import io.dray.core.InvalidInputException;
import io.dray.image.ImageStore;
import io.dray.linux.Capabilities;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodManifest;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.configuration.GivenAttributes;
import io.dray.pod.isolator.PodLimits;
import io.dray.pod.metadata.MetadataRegistry;
import io.dray.pod.network.NetworkPlan;
import io.dray.pod.plan.AppEnvironment;
import io.dray.pod.plan.AppPlan;
import io.dray.pod.plan.AppPlanner;
import io.dray.pod.plan.PlannedPod;
import io.dray.pod.plan.PodChoices;
import io.dray.pod.plan.PodFacts;
import io.dray.pod.plan.Skeleton;
import io.dray.pod.prepare.ConfiguredApps;
import io.dray.pod.start.HostTools;
import io.dray.pod.stream.AppStreams;
import io.dray.pod.volume.VolumePlanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans an app as for a new pod, as far as the pod that it joins has not decided already. */
final class JoiningPlanner {
    private final DataDirectory data;
    private final RuntimeDirectory runtime;
    private final HostTools tools;

    JoiningPlanner(DataDirectory data, RuntimeDirectory runtime, HostTools tools) {
        this.data = data;
        this.runtime = runtime;
        this.tools = tools;
    }

    /**
     * What came out.
     *
     * @param pod the pod, with this app alone
     * @param app the app
     * @param configuration its rendered files; empty if they are rendered when it joins
     * @param warnings what the user should know of
     */
    record Plan(PlannedPod pod, AppPlan app, Optional<RenderedConfiguration> configuration, List<String> warnings) {
        Plan {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Plans the app.
     *
     * @param images nobody removes them meanwhile
     * @throws InvalidInputException if the pod has an app of this name
     */
    Plan plan(PodDirectory pod, JoiningApp joining, ImageStore images) throws IOException {
        PodManifest manifest = PodManifest.read(pod.manifest());
        PodChoices choices = PodChoices.read(pod);
        NetworkPlan network = NetworkPlan.joined(manifest.networks(), choices.learns());
        AppPlanner planner = new AppPlanner(
                images,
                new Skeleton(data, Path.of(tools.path("busybox")), network.givesResolver(choices.names())),
                Capabilities.bounding(),
                new VolumePlanner(List.of()),
                joining.givenUp());
        Map<String, String> environment = choices.metadata().isPresent()
                ? Map.of(MetadataRegistry.VARIABLE, choices.metadata().get())
                : Map.of();
        AppEnvironment own = new AppEnvironment(Map.of(), environment);
        AppStreams streams = joining.request().streams();
        ConfiguredApps.Wanted wanted =
                new ConfiguredApps.Wanted(joining.request(), streams.areTerminal() ? own.withTerminal(streams) : own);
        ConfiguredApps configured = ConfiguredApps.of(data, planner, List.of(wanted), GivenAttributes.read(pod));
        AppPlan app = configured.apps().getFirst().withOwnVolumes();
        checkName(manifest, app.name());
        return new Plan(
                around(app, manifest, pod, choices, joining),
                app,
                configured.configurations().getFirst(),
                configured.warnings());
    }

    private static void checkName(PodManifest manifest, String name) {
        for (PodManifest.App other : manifest.apps()) {
            if (other.name().equals(name)) {
                throw new InvalidInputException(
                        "multiple apps with name " + name,
                        "give this one another name with --name, or remove the other with 'dray app rm'");
            }
        }
    }

    private PlannedPod around(
            AppPlan app, PodManifest manifest, PodDirectory pod, PodChoices choices, JoiningApp joining) {
        return new PlannedPod(
                manifest,
                pod,
                data.root().toString(),
                runtime,
                joining.launcher(),
                false,
                false,
                choices.policy().restarting(joining.restart()),
                joining.givenUp(),
                PodLimits.NONE,
                choices.privateUsers(),
                List.of(),
                NetworkPlan.joined(manifest.networks(), choices.learns()),
                List.of(),
                choices.names(),
                PodFacts.NONE,
                choices.metadata(),
                List.of(app));
    }
}
