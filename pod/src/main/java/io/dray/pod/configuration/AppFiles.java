package io.dray.pod.configuration;

import io.dray.attributes.RenderedConfiguration;
import io.dray.attributes.RenderedFile;
import io.dray.core.Json;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.tree.LayeredTree;
import io.dray.pod.PodDirectory;
import io.dray.pod.StartStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what an app's rendering gave: the layer, where its lines come from, and the checks to run before the app. */
public final class AppFiles {
    private AppFiles() {}

    /**
     * Writes them.
     *
     * @param trees the layers of the app's root, lowest first
     * @param container the configuration of the app's steps
     */
    public static void write(
            PodDirectory pod, String app, List<Path> trees, RenderedConfiguration configuration, JsonObject container)
            throws IOException {
        RenderedLayer layer = new RenderedLayer(trees, pod.rendered(app));
        for (RenderedFile file : configuration.files()) {
            layer.write(file);
        }
        Files.writeString(pod.provenance(app), Provenance.of(configuration).toText());
        StartSteps.write(pod, app, container, checks(configuration, new LayeredTree(trees)));
    }

    /** dgr ran these with the busybox that it put into each image; any shell of the image is as good. */
    private static List<StartStep> checks(RenderedConfiguration configuration, LayeredTree tree) {
        List<StartStep> steps = new ArrayList<>();
        boolean hasShell = tree.lookup("/bin/sh").isPresent();
        List<String> shell = hasShell ? List.of("/bin/sh", "-c") : List.of("/dgr/bin/busybox", "sh", "-c");
        for (RenderedFile file : configuration.files()) {
            Optional<String> command = file.checkCommand();
            if (command.isPresent()) {
                List<String> arguments = new ArrayList<>(shell);
                arguments.add(command.get());
                steps.add(new StartStep(
                        StartStep.Phase.CHECK, "check '" + command.get() + "' of " + file.target(), arguments));
            }
        }
        return steps;
    }

    /** The configuration of the app's steps, as the planner left it for those that are known only at the start. */
    static JsonObject stepContainer(PodDirectory pod, String app) throws IOException {
        Path file = pod.app(app).resolve("step.json");
        return Json.parse(file.toString(), Files.readAllBytes(file)).asObject(file.toString());
    }

    public static void writeStepContainer(PodDirectory pod, String app, JsonObject container) throws IOException {
        Files.writeString(pod.app(app).resolve("step.json"), Json.write(container));
    }
}
