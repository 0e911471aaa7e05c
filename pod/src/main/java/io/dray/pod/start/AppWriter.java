package io.dray.pod.start;

import io.dray.attributes.RenderedConfiguration;
import io.dray.core.Json;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.tree.LayeredTree;
import io.dray.pod.PodDirectory;
import io.dray.pod.StartStep;
import io.dray.pod.configuration.AppFiles;
import io.dray.pod.configuration.AppRoot;
import io.dray.pod.configuration.LayerPlaces;
import io.dray.pod.configuration.StartSteps;
import io.dray.pod.container.StandardMounts;
import io.dray.pod.plan.AppPlan;
import io.dray.pod.plan.PlannedPod;
import io.dray.pod.plan.StopSignal;
import io.dray.pod.volume.Volume;
import io.dray.pod.volume.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the directory of one app of a pod, and what supervises it. */
public final class AppWriter {
    private final PlannedPod plan;
    private final HostTools tools;

    /** Where the files are written now. */
    private final PodDirectory place;

    /** Where they will be when they are used. */
    private final PodDirectory named;

    private final AppContainers containers;

    public AppWriter(PlannedPod plan, HostTools tools, PodDirectory place) {
        this.plan = plan;
        this.tools = tools;
        this.place = place;
        this.named = plan.directory();
        this.containers = new AppContainers(plan, tools);
    }

    /**
     * Writes them.
     *
     * @param configuration the app's rendered files; empty if they are rendered at its start
     * @return what a script needs to know of it
     */
    StartScript.App write(AppPlan app, Optional<RenderedConfiguration> configuration) throws IOException {
        Path directory = place.app(app.name());
        for (String part : List.of("rootfs", "upper", "work", "rendered", "early")) {
            Files.createDirectories(directory.resolve(part));
        }
        // the root of the topmost directory is the root that the app sees
        for (String part : List.of("upper", "rendered", "early")) {
            Files.setAttribute(directory.resolve(part), "unix:mode", rootMode(app.tree()));
        }
        Files.writeString(place.appRoot(app.name()), new AppRoot(app.layers(), app.rules()).toText());
        makeTargets(app);
        for (VolumeMount mount : app.volumes()) {
            if (mount.own()) {
                make(mount.volume(), PlannedPod.volume(place, app, mount));
            }
        }
        if (plan.copiesResolver(app)) {
            show(Files.copy(
                    app.tree().lookup("/etc/resolv.conf").orElseThrow().physical(), place.resolver(app.name())));
        }
        Files.writeString(
                directory.resolve("config.json"), Json.write(containers.own(app).toJson()));
        JsonObject step = containers.step(app, List.of()).toJson();
        AppFiles.writeStepContainer(place, app.name(), step);
        StartSteps.write(place, app.name(), step, app.steps());
        if (configuration.isPresent()) {
            AppFiles.write(place, app.name(), plan.trees(app), configuration.get(), step);
        }
        write(directory, SocketScripts.of(app, plan).files(tools));
        if (plan.notifying().contains(app.name())) {
            Files.createDirectory(place.notify(app.name()));
        }
        boolean hasSteps = Files.exists(place.steps(app.name(), StartStep.Phase.CHECK))
                || Files.exists(place.steps(app.name(), StartStep.Phase.LATE));
        StartScript.App written =
                new StartScript.App(app.name(), app.lowerDirectories(), app.rendersAtStart(), hasSteps, fills(app));
        writeEnd(app, written);
        return written;
    }

    /** All that an app needs to join a mutable pod, apart from {@code app.json}, which says that it is there. */
    public void writeJoining(AppPlan app, Optional<RenderedConfiguration> configuration) throws IOException {
        PrivateUsers.check(plan);
        StartScript.App written = write(app, configuration);
        writeService(place.service(app.name()), written, app);
        Files.writeString(place.join(app.name()), JoinScript.generate(written, plan, tools));
        Files.writeString(place.reified(app.name()), ReifiedManifest.part(app));
    }

    /** What supervises it, in this directory. */
    void writeService(Path service, StartScript.App app, AppPlan planned) throws IOException {
        AppService scripts = new AppService(named, plan.runtime(), plan.policy(), tools);
        write(
                service,
                scripts.files(
                        app.name(), app.hasSteps() || app.rendersAtStart(), StreamScripts.of(planned, plan, tools)));
    }

    /** Writes files below a directory; scripts begin with {@code #!}. */
    static void write(Path directory, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling(""));
            Files.writeString(path, file.getValue());
            if (file.getValue().startsWith("#!")) {
                Files.setAttribute(path, "unix:mode", 0755);
            }
        }
    }

    /** Lets apps of any user read a file that is mounted into them, whatever the caller keeps to itself. */
    static void show(Path file) throws IOException {
        Files.setAttribute(file, "unix:mode", 0644);
    }

    /** The directory of a volume that begins empty. */
    static void make(Volume volume, Path directory) throws IOException {
        if (volume instanceof Volume.Empty empty) {
            Files.createDirectories(directory);
            Files.setAttribute(directory, "unix:uid", empty.uid());
            Files.setAttribute(directory, "unix:gid", empty.gid());
            Files.setAttribute(directory, "unix:mode", empty.mode());
        }
    }

    private static int rootMode(LayeredTree tree) {
        return tree.lookup("/").map(LayeredTree.Entry::mode).orElse(0755);
    }

    /** How the app is asked to end, and what follows it. */
    private void writeEnd(AppPlan app, StartScript.App written) throws IOException {
        if (app.stopSignal() != StopSignal.TERM) {
            Path file = place.stopSignal(app.name());
            if (plan.isSupervised()) {
                file = Files.createDirectories(service(app)).resolve("down-signal");
            }
            Files.writeString(file, app.stopSignal() + "\n");
        }
        if (!app.postStop().isEmpty()) {
            Files.writeString(
                    place.postStop(app.name()),
                    Json.write(containers.step(app, app.postStop()).toJson()));
            Files.writeString(place.latePostStop(app.name()), PostStopScript.generate(written, plan, tools));
        }
    }

    /** In a mutable pod it is the app's own, so that it comes and goes with the app. */
    private Path service(AppPlan app) {
        return plan.policy().isMutable()
                ? place.service(app.name())
                : place.services().resolve(app.name());
    }

    /** Where volumes are mounted that the image has no place for; crun would give the directories odd modes. */
    private void makeTargets(AppPlan app) throws IOException {
        LayerPlaces places = new LayerPlaces(app.tree(), place.app(app.name()).resolve("upper"));
        for (VolumeMount mount : app.volumes()) {
            if (app.tree().lookupNoFollow(mount.target()).isPresent() || StandardMounts.cover(mount.target())) {
                continue;
            }
            Path target = Path.of(mount.target().substring(1));
            if (mount.source() == VolumeMount.Source.DIRECTORY) {
                places.createDirectories(target);
            } else {
                places.createParents(target);
                Files.createFile(places.layer().resolve(target));
            }
        }
    }

    private List<StartScript.Fill> fills(AppPlan app) {
        Path data = Path.of(plan.dataDirectory());
        List<StartScript.Fill> fills = new ArrayList<>();
        for (VolumeMount mount : app.volumes()) {
            if (mount.filled()) {
                Path directory = data.relativize(PlannedPod.volume(named, app, mount));
                fills.add(new StartScript.Fill(mount.target(), directory.toString()));
            }
        }
        return fills;
    }
}
