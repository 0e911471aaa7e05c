package io.dray.pod.plan;

import io.dray.image.StoredImage;
import io.dray.image.manifest.App;
import io.dray.image.tree.LayeredTree;
import io.dray.pod.PodManifest;
import io.dray.pod.StartStep;
import io.dray.pod.configuration.AppRoot;
import io.dray.pod.configuration.TemplateRules;
import io.dray.pod.container.ContainerUser;
import io.dray.pod.isolator.Isolators;
import io.dray.pod.stream.AppStreams;
import io.dray.pod.volume.VolumeMount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything decided about one app before anything of it is written.
 *
 * @param name its name in the pod
 * @param image its image
 * @param layers the layers of its root file system, the skeleton first
 * @param tree those layers as one tree
 * @param app what it runs and how: program and arguments, the whole environment, the directory it starts in
 * @param user whom it runs as
 * @param isolators rights and limits
 * @param volumes what is mounted in its root
 * @param readOnlyRoot whether it cannot write to its root
 * @param annotations those of the app in the pod's manifest
 * @param stopSignal the number of the signal that asks it to end
 * @param steps what runs before it, apart from the check commands that only the rendering shows
 * @param rules how its templates are rendered
 * @param obstacle why it cannot start; only of an app that is planned all the same
 */
public record AppPlan(
        String name,
        StoredImage image,
        List<AppRoot.Layer> layers,
        LayeredTree tree,
        App app,
        ContainerUser user,
        Isolators isolators,
        List<VolumeMount> volumes,
        boolean readOnlyRoot,
        Map<String, String> annotations,
        int stopSignal,
        List<StartStep> steps,
        TemplateRules rules,
        Optional<String> obstacle) {
    private static final String NOTIFIES = "appc.io/executor/supports-systemd-notify";

    /** As rkt read it. */
    private static final List<String> TRUE = List.of("true", "1", "t", "T", "TRUE", "True");

    public AppPlan {
        layers = List.copyOf(layers);
        volumes = List.copyOf(volumes);
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        steps = List.copyOf(steps);
    }

    /** Program and arguments. */
    public List<String> arguments() {
        return app.exec();
    }

    /** Where its standard streams lead. */
    public AppStreams streams() {
        return AppStreams.of(annotations, name);
    }

    /** Whether its image says that it tells when it is ready (appc spec, aci.md, "annotations"). */
    boolean notifies() {
        String says = image.manifest().annotations().getOrDefault(NOTIFIES, "");
        return TRUE.contains(says);
    }

    /** All of its environment. */
    public Map<String, String> environment() {
        return app.environment();
    }

    /** Where it starts. */
    public String workingDirectory() {
        return app.workingDirectory();
    }

    /** What runs in its root once it has ended, however it did; empty for nothing. */
    public List<String> postStop() {
        Optional<App.EventHandler> handler = app.eventHandler("post-stop");
        return handler.isPresent() ? handler.get().exec() : List.of();
    }

    /** Whether scripts run before the templates are rendered, so that they can be rendered only then. */
    public boolean rendersAtStart() {
        for (StartStep step : steps) {
            if (step.phase() == StartStep.Phase.EARLY) {
                return true;
            }
        }
        return false;
    }

    /** The value of {@code lowerdir}: topmost first. */
    public String lowerDirectories() {
        StringBuilder option = new StringBuilder();
        for (AppRoot.Layer layer : layers.reversed()) {
            if (!option.isEmpty()) {
                option.append(':');
            }
            option.append(layer.link());
        }
        return option.toString();
    }

    /** The same with volumes that go with the app. */
    public AppPlan withOwnVolumes() {
        List<VolumeMount> own = new ArrayList<>();
        for (VolumeMount mount : volumes) {
            own.add(mount.asOwn());
        }
        return new AppPlan(
                name,
                image,
                layers,
                tree,
                app,
                user,
                isolators,
                own,
                readOnlyRoot,
                annotations,
                stopSignal,
                steps,
                rules,
                obstacle);
    }

    public PodManifest.App manifest() {
        return new PodManifest.App(name, image.displayName(), image.id().toString(), Optional.empty());
    }
}
