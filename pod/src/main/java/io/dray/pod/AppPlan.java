package io.dray.pod;

import io.dray.image.LayeredTree;
import io.dray.image.StoredImage;
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
 * @param arguments program and arguments
 * @param environment all of its environment
 * @param user whom it runs as
 * @param workingDirectory where it starts
 * @param isolators rights and limits
 * @param steps what runs before it, apart from the check commands that only the rendering shows
 * @param override attributes given at the start
 */
record AppPlan(
        String name,
        StoredImage image,
        List<PodManifest.Layer> layers,
        LayeredTree tree,
        List<String> arguments,
        Map<String, String> environment,
        ContainerUser user,
        String workingDirectory,
        Isolators isolators,
        List<StartStep> steps,
        Optional<String> override) {
    AppPlan {
        layers = List.copyOf(layers);
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        steps = List.copyOf(steps);
    }

    /** Whether scripts run before the templates are rendered, so that they can be rendered only then. */
    boolean rendersAtStart() {
        for (StartStep step : steps) {
            if (step.phase() == StartStep.Phase.EARLY) {
                return true;
            }
        }
        return false;
    }

    /** The value of {@code lowerdir}: topmost first. */
    String lowerDirectories() {
        StringBuilder option = new StringBuilder();
        for (PodManifest.Layer layer : layers.reversed()) {
            if (!option.isEmpty()) {
                option.append(':');
            }
            option.append(layer.link());
        }
        return option.toString();
    }

    PodManifest.App manifest() {
        return new PodManifest.App(name, image.displayName(), image.id().toString(), layers, override);
    }
}
