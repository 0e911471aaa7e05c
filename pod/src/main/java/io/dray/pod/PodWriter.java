package io.dray.pod;

import io.dray.attributes.RenderedConfiguration;
import io.dray.core.Json;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.LayeredTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the directory of a planned pod. Nothing is forced to disk: a pod does not outlive the machine's boot, and one that is
 * found half written after a power failure is collected like any other that never started.
 */
final class PodWriter {
    private final PlannedPod plan;
    private final HostTools tools;

    /** Where the files are written now. */
    private final PodDirectory place;

    /** Where they will be when they are used. */
    private final PodDirectory named;

    PodWriter(PlannedPod plan, HostTools tools, PodDirectory place) {
        this.plan = plan;
        this.tools = tools;
        this.place = place;
        this.named = plan.directory();
    }

    /**
     * Writes all files.
     *
     * @param configurations the rendered files of each app; empty for one that is rendered at its start
     */
    void write(List<Optional<RenderedConfiguration>> configurations) throws IOException {
        Files.writeString(place.manifest(), plan.manifest().toText());
        Files.writeString(place.owner(), plan.launcher().process() + "\n");
        Files.createFile(place.lock());
        writeNetwork();
        List<StartScript.App> apps = new ArrayList<>();
        for (int i = 0; i < plan.apps().size(); i++) {
            apps.add(writeApp(plan.apps().get(i), configurations.get(i)));
        }
        if (apps.size() > 1) {
            writeServices();
        }
        StartScript.Pod pod = new StartScript.Pod(
                named,
                plan.runtime(),
                plan.dataDirectory(),
                plan.manifest().hostname(),
                plan.manifest().network(),
                plan.interactive(),
                apps);
        Files.writeString(
                place.start(), StartScript.generate(pod, tools, plan.launcher().program()));
    }

    private void writeNetwork() throws IOException {
        PodManifest manifest = plan.manifest();
        Files.createDirectory(place.network());
        Files.writeString(place.network().resolve("resolv.conf"), PodFiles.resolver(manifest.network()));
        Files.writeString(place.network().resolve("hosts"), PodFiles.hosts(manifest.hostname()));
        if (manifest.network() == Network.DEFAULT) {
            Files.writeString(place.networkConfiguration(), DefaultNetwork.configuration(plan.runtime()));
            Files.writeString(place.network().resolve("masquerade"), DefaultNetwork.masqueradeScript(tools));
            Files.writeString(place.release(), DefaultNetwork.releaseScript(named, tools));
        }
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
        ContainerConfig config = container(app, app.arguments())
                .withUser(app.user())
                .withWorkingDirectory(app.workingDirectory())
                .withoutNewPrivileges(app.isolators().noNewPrivileges())
                .withTerminal(plan.terminal());
        Files.writeString(directory.resolve("config.json"), Json.write(config.toJson()));
        JsonObject step = container(app, List.of()).toJson();
        AppFiles.writeStepContainer(place, app.name(), step);
        StartSteps.write(place, app.name(), step, app.steps());
        if (configuration.isPresent()) {
            AppFiles.write(place, app.name(), plan.trees(app), configuration.get(), step);
        }
        boolean hasSteps = Files.exists(place.steps(app.name(), StartStep.Phase.CHECK))
                || Files.exists(place.steps(app.name(), StartStep.Phase.LATE));
        return new StartScript.App(app.name(), app.lowerDirectories(), app.rendersAtStart(), hasSteps);
    }

    private static int rootMode(LayeredTree tree) {
        return tree.lookup("/").map(LayeredTree.Entry::mode).orElse(0755);
    }

    private ContainerConfig container(AppPlan app, List<String> arguments) {
        ContainerConfig config = ContainerConfig.of(arguments)
                .withInit(Path.of(tools.path("catatonit")))
                .withEnvironment(app.environment())
                .withCapabilities(app.isolators().capabilities())
                .withLimits(app.isolators().limits())
                .withRestrictedCalls()
                .withCgroup("/dray/" + named.uuid() + "/" + app.name());
        if (plan.manifest().network() != Network.NONE) {
            config.withMount(ContainerMount.bind(named.network().resolve("resolv.conf"), "/etc/resolv.conf"));
        }
        if (!plan.bringsHosts(app)) {
            config.withMount(ContainerMount.bind(named.network().resolve("hosts"), "/etc/hosts"));
        }
        return config;
    }

    private void writeServices() throws IOException {
        List<String> names = new ArrayList<>();
        for (AppPlan app : plan.apps()) {
            names.add(app.name());
        }
        Map<String, String> files = ServiceScripts.generate(named, plan.runtime(), names, tools);
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
