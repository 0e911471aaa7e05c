package io.dray.pod;

import io.dray.image.LayeredTree;
import java.nio.file.Path;
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
 * @param apps its apps, in the order of their start
 */
record PlannedPod(
        PodManifest manifest,
        PodDirectory directory,
        String dataDirectory,
        RuntimeDirectory runtime,
        Launcher launcher,
        boolean interactive,
        boolean terminal,
        List<AppPlan> apps) {
    PlannedPod {
        apps = List.copyOf(apps);
    }

    /** The layers of an app's root, lowest first. */
    List<Path> trees(AppPlan app) {
        return PodRenderer.trees(Path.of(dataDirectory), app.layers());
    }

    /** Whether the image has an {@code /etc/hosts} with anything in it; then it is left alone. */
    boolean bringsHosts(AppPlan app) {
        Optional<LayeredTree.Entry> hosts = app.tree().lookup("/etc/hosts");
        return hosts.isPresent()
                && (!hosts.get().isFile() || hosts.get().physical().toFile().length() > 0);
    }
}
