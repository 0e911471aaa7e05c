package io.dray.pod.configuration;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeTree;
import io.dray.attributes.RenderedConfiguration;
import io.dray.core.DataDirectory;
import io.dray.core.MissingException;
import io.dray.linux.IoFailures;
import io.dray.pod.PodDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders an app's templates while its pod starts: only for images whose scripts run before the rendering, since these may
 * write attributes. What the scripts changed is then a layer above the image's. Knows the attributes of apps afterwards, too.
 */
public final class PodRenderer {
    private final DataDirectory data;

    public PodRenderer(DataDirectory data) {
        this.data = data;
    }

    /**
     * Renders the templates of one app into its pod's directory; called by the pod's {@code start}.
     *
     * @return warnings for the user
     */
    public List<String> render(Path podDirectory, String app) {
        PodDirectory pod = new PodDirectory(podDirectory);
        try {
            AppRoot root = AppRoot.read(pod.appRoot(app));
            List<AppRoot.Layer> layers = layers(pod, app, root);
            List<String> warnings = new ArrayList<>();
            RenderedConfiguration configuration = configuration(data.root(), layers, GivenAttributes.read(pod))
                    .render(root.rules(), root.rules().context(), warnings);
            AppFiles.write(pod, app, trees(data.root(), layers), configuration, AppFiles.stepContainer(pod, app));
            return warnings;
        } catch (IOException e) {
            throw IoFailures.during("cannot render the configuration of app " + app, e);
        }
    }

    /**
     * The attributes that the templates of an app saw when its pod started, or will see.
     *
     * @throws MissingException for an app that the pod does not have, and for an image that was removed
     */
    public AttributeTree attributes(Path podDirectory, String app) {
        PodDirectory pod = new PodDirectory(podDirectory);
        try {
            if (!Files.exists(pod.appRoot(app))) {
                throw new MissingException("pod " + pod.uuid() + " has no app " + app);
            }
            AppRoot root = AppRoot.read(pod.appRoot(app));
            return configuration(data.root(), layers(pod, app, root), GivenAttributes.read(pod))
                    .attributes(root.rules(), root.rules().context());
        } catch (IOException e) {
            throw IoFailures.during("cannot read the attributes of app " + app, e);
        }
    }

    /** The image's, and what its scripts before the rendering changed. */
    private List<AppRoot.Layer> layers(PodDirectory pod, String app, AppRoot root) {
        List<AppRoot.Layer> layers = new ArrayList<>(root.layers());
        layers.add(new AppRoot.Layer(
                data.root().relativize(pod.early(app)).toString(),
                "prestart-early of " + root.layers().getLast().image()));
        return layers;
    }

    public static AppConfiguration configuration(Path root, List<AppRoot.Layer> layers, List<AttributeLayer> given) {
        List<String> names = new ArrayList<>();
        for (AppRoot.Layer layer : layers) {
            names.add(layer.image());
        }
        return new AppConfiguration(trees(root, layers), names, given);
    }

    /** The directories of layers, lowest first: their short links followed. */
    public static List<Path> trees(Path root, List<AppRoot.Layer> layers) {
        List<Path> trees = new ArrayList<>();
        for (AppRoot.Layer layer : layers) {
            try {
                trees.add(root.resolve(layer.link()).toRealPath());
            } catch (IOException e) {
                throw new MissingException(
                        "the layer " + layer.link() + " of " + layer.image() + " is not there",
                        "import the image again",
                        e);
            }
        }
        return trees;
    }
}
