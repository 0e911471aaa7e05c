package io.dray.pod.start;

import io.dray.attributes.RenderedConfiguration;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodManifest;
import io.dray.pod.network.NetworkFiles;
import io.dray.pod.plan.PlannedPod;
import io.dray.pod.stream.AppStreams;
import io.dray.pod.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
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

    public PodWriter(PlannedPod plan, HostTools tools, PodDirectory place) {
        this.plan = plan;
        this.tools = tools;
        this.place = place;
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
        Files.createDirectory(place.apps());
        writeVolumes();
        writeNetwork();
        AppWriter writer = new AppWriter(plan, tools, place);
        List<StartScript.App> apps = new ArrayList<>();
        for (int i = 0; i < plan.apps().size(); i++) {
            apps.add(writer.write(plan.apps().get(i), configurations.get(i)));
        }
        if (plan.sharesProcesses()) {
            SharedProcesses.write(plan, tools, place);
        }
        if (plan.isSupervised()) {
            writeServices(writer, apps);
        }
        StreamScripts streams = plan.apps().isEmpty()
                ? new StreamScripts(AppStreams.DEFAULT, SocketScripts.none(), tools, false)
                : StreamScripts.of(plan.apps().getFirst(), plan, tools);
        StartScript.Pod pod = new StartScript.Pod(
                plan.directory(),
                plan.runtime(),
                plan.dataDirectory(),
                plan.manifest().hostname(),
                plan.interactive(),
                plan.isSupervised(),
                plan.policy().labelled(),
                PrivateUsers.ownedNamespaces(plan),
                streams,
                new ReadinessScripts(plan.notifying()),
                !plan.network().networks().isEmpty(),
                plan.sharesProcesses(),
                plan.limits(),
                apps);
        Files.writeString(
                place.start(),
                StartScript.generate(
                        pod, plan.obstacle(), tools, plan.launcher().program()));
    }

    private void writeNetwork() throws IOException {
        PodManifest manifest = plan.manifest();
        Files.createDirectory(place.network());
        AppWriter.show(Files.writeString(
                place.network().resolve("resolv.conf"), PodFiles.resolver(plan.network(), plan.names())));
        AppWriter.show(
                Files.writeString(place.network().resolve("hosts"), PodFiles.hosts(manifest.hostname(), plan.names())));
        new NetworkFiles(
                        manifest.uuid(),
                        plan.network(),
                        tools.forNetworks(),
                        plan.runtime().forNetworks())
                .write(place.network(), place.release(), plan.ports(), plan.names());
    }

    private void writeVolumes() throws IOException {
        for (Volume volume : plan.allVolumes()) {
            AppWriter.make(volume, place.volume(volume.name()));
        }
    }

    private void writeServices(AppWriter writer, List<StartScript.App> apps) throws IOException {
        for (int i = 0; i < apps.size(); i++) {
            StartScript.App app = apps.get(i);
            writer.writeService(
                    place.services().resolve(app.name()), app, plan.apps().get(i));
        }
        AppWriter.write(
                place.services(),
                new ServiceScripts(plan.directory(), plan.runtime(), plan.policy(), tools).generate());
    }
}
