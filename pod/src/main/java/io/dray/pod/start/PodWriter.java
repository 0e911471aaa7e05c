package io.dray.pod.start;

import io.dray.attributes.RenderedConfiguration;
import io.dray.core.Json;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.tree.LayeredTree;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodManifest;
import io.dray.pod.StartStep;
import io.dray.pod.configuration.AppFiles;
import io.dray.pod.configuration.AppRoot;
import io.dray.pod.configuration.LayerPlaces;
import io.dray.pod.configuration.StartSteps;
import io.dray.pod.container.StandardMounts;
import io.dray.pod.network.NetworkFiles;
import io.dray.pod.plan.AppPlan;
import io.dray.pod.plan.PlannedPod;
import io.dray.pod.plan.StopSignal;
import io.dray.pod.stream.AppStreams;
import io.dray.pod.volume.Volume;
import io.dray.pod.volume.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the directory of a planned pod. Nothing is forced to disk: a pod does not outlive the machine's boot, and one that is
 * found half written after a power failure is collected like any other that never started.
 */
public final class PodWriter {
    private final PlannedPod plan;
    private final HostTools tools;

    /** Where the files are written now. */
    private final PodDirectory place;

    /** Where they will be when they are used. */
    private final PodDirectory named;

    private final AppContainers containers;

    public PodWriter(PlannedPod plan, HostTools tools, PodDirectory place) {
        this.plan = plan;
        this.tools = tools;
        this.place = place;
        this.named = plan.directory();
        this.containers = new AppContainers(plan, tools);
    }

    /**
     * Writes all files.
     *
     * @param configurations the rendered files of each app; empty for one that is rendered at its start
     */
    public void write(List<Optional<RenderedConfiguration>> configurations) throws IOException {
        PrivateUsers.check(plan);
        Files.writeString(place.manifest(), plan.manifest().toText());
        Files.writeString(place.owner(), plan.launcher().process() + "\n");
        Files.createFile(place.lock());
        Files.writeString(place.reified(), ReifiedManifest.of(plan));
        writeVolumes();
        writeNetwork();
        List<StartScript.App> apps = new ArrayList<>();
        for (int i = 0; i < plan.apps().size(); i++) {
            apps.add(writeApp(plan.apps().get(i), configurations.get(i)));
        }
        if (plan.isSupervised()) {
            writeServices();
        }
        StartScript.Pod pod = new StartScript.Pod(
                named,
                plan.runtime(),
                plan.dataDirectory(),
                plan.manifest().hostname(),
                plan.interactive(),
                plan.isSupervised(),
                plan.policy().labelled(),
                plan.privateUsers(),
                !plan.network().sharesHost(),
                new StreamScripts(plan.apps().getFirst().streams(), tools),
                !plan.network().networks().isEmpty(),
                apps);
        Files.writeString(
                place.start(), StartScript.generate(pod, tools, plan.launcher().program()));
    }

    private void writeNetwork() throws IOException {
        PodManifest manifest = plan.manifest();
        Files.createDirectory(place.network());
        Files.writeString(place.network().resolve("resolv.conf"), PodFiles.resolver(plan.network(), plan.names()));
        Files.writeString(place.network().resolve("hosts"), PodFiles.hosts(manifest.hostname(), plan.names()));
        new NetworkFiles(
                        manifest.uuid(),
                        plan.network(),
                        tools.forNetworks(),
                        plan.runtime().forNetworks())
                .write(place.network(), place.release(), plan.ports(), plan.names());
    }

    private StartScript.App writeApp(AppPlan app, Optional<RenderedConfiguration> configuration) throws IOException {
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
        if (plan.copiesResolver(app)) {
            Files.copy(app.tree().lookup("/etc/resolv.conf").orElseThrow().physical(), place.resolver(app.name()));
        }
        Files.writeString(
                directory.resolve("config.json"), Json.write(containers.own(app).toJson()));
        JsonObject step = containers.step(app, List.of()).toJson();
        AppFiles.writeStepContainer(place, app.name(), step);
        StartSteps.write(place, app.name(), step, app.steps());
        if (configuration.isPresent()) {
            AppFiles.write(place, app.name(), plan.trees(app), configuration.get(), step);
        }
        writeEnd(app);
        boolean hasSteps = Files.exists(place.steps(app.name(), StartStep.Phase.CHECK))
                || Files.exists(place.steps(app.name(), StartStep.Phase.LATE));
        return new StartScript.App(app.name(), app.lowerDirectories(), app.rendersAtStart(), hasSteps, fills(app));
    }

    private static int rootMode(LayeredTree tree) {
        return tree.lookup("/").map(LayeredTree.Entry::mode).orElse(0755);
    }

    /** How the app is asked to end, and what follows it. */
    private void writeEnd(AppPlan app) throws IOException {
        if (app.stopSignal() != StopSignal.TERM) {
            Path file = place.stopSignal(app.name());
            if (plan.isSupervised()) {
                file = Files.createDirectories(place.services().resolve(app.name()))
                        .resolve("down-signal");
            }
            Files.writeString(file, app.stopSignal() + "\n");
        }
        if (!app.postStop().isEmpty()) {
            Files.writeString(
                    place.postStop(app.name()),
                    Json.write(containers.step(app, app.postStop()).toJson()));
            if (plan.isSupervised()) {
                // s6 would give it five seconds
                Path service = Files.createDirectories(place.services().resolve(app.name()));
                Files.writeString(service.resolve("timeout-finish"), "0\n");
            }
        }
    }

    private void writeVolumes() throws IOException {
        for (Volume volume : plan.allVolumes()) {
            if (volume instanceof Volume.Empty empty) {
                Path directory = place.volume(empty.name());
                Files.createDirectories(directory);
                Files.setAttribute(directory, "unix:uid", empty.uid());
                Files.setAttribute(directory, "unix:gid", empty.gid());
                Files.setAttribute(directory, "unix:mode", empty.mode());
            }
        }
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
        List<StartScript.Fill> fills = new ArrayList<>();
        for (VolumeMount mount : app.volumes()) {
            if (mount.filled()) {
                fills.add(new StartScript.Fill(mount.target(), mount.volume().name()));
            }
        }
        return fills;
    }

    private void writeServices() throws IOException {
        Map<String, AppStreams> apps = new LinkedHashMap<>();
        for (AppPlan app : plan.apps()) {
            apps.put(app.name(), app.streams());
        }
        Map<String, String> files = new ServiceScripts(named, plan.runtime(), plan.policy(), tools).generate(apps);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = place.services().resolve(file.getKey());
            Files.createDirectories(path.resolveSibling(""));
            Files.writeString(path, file.getValue());
            if (file.getValue().startsWith("#!")) {
                Files.setAttribute(path, "unix:mode", 0755);
            }
        }
    }
}
