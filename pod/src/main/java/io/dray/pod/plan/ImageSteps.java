package io.dray.pod.plan;

import io.dray.image.manifest.App;
import io.dray.image.tree.LayeredTree;
import io.dray.pod.StartStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an image wants to run before its app. */
final class ImageSteps {
    /** A program of dgr in the image that does what Dray does itself, from outside. */
    private static final String DGR_PRESTART = "/dgr/bin/prestart";

    private ImageSteps() {}

    /** The scripts of the image's start runlevels in the order of their names, then its pre-start handler. */
    static List<StartStep> of(LayeredTree tree, App app) {
        List<StartStep> steps = new ArrayList<>();
        for (StartStep.Phase phase : List.of(StartStep.Phase.EARLY, StartStep.Phase.LATE)) {
            String directory = "/dgr/runlevels/" + phase.directory();
            for (LayeredTree.Entry script : tree.list(directory)) {
                if (script.isFile()) {
                    String path = directory + "/" + script.name();
                    ProgramLookup.check(tree, path, "", "/");
                    steps.add(new StartStep(phase, "script " + path, List.of(path)));
                }
            }
        }
        Optional<App.EventHandler> handler = app.eventHandler("pre-start");
        if (handler.isPresent()
                && !handler.get().exec().isEmpty()
                && !handler.get().exec().getFirst().equals(DGR_PRESTART)) {
            steps.add(new StartStep(
                    StartStep.Phase.LATE,
                    "the pre-start handler " + handler.get().exec().getFirst(),
                    handler.get().exec()));
        }
        return steps;
    }
}
