package io.dray.pod.change;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.core.InvalidInputException;
import io.dray.core.OperationFailedException;
import io.dray.image.ImageHold;
import io.dray.image.ImageStore;
import io.dray.linux.Command;
import io.dray.linux.FileLock;
import io.dray.linux.IoFailures;
import io.dray.linux.ProgramRunner;
import io.dray.pod.FileTrees;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodManifest;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.plan.AppPlan;
import io.dray.pod.start.AppWriter;
import io.dray.pod.start.HostTools;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Lets apps join a mutable pod while it runs: an app is planned as for a new pod, its directory is put beside those of the others,
 * its root is mounted in the pod's namespaces, and its service is given to the pod's supervisor. It runs when it is started.
 */
public final class AppAddition {
    private static final String PATIENCE_MILLIS = "5000";

    private final DataDirectory data;
    private final RuntimeDirectory runtime;
    private final ImageStore images;
    private final InstantSource clock;
    private final AppRemoval removal;
    private final ProgramRunner programs = new ProgramRunner();

    public AppAddition(DataDirectory data, RuntimeDirectory runtime, ImageStore images, InstantSource clock) {
        this.data = data;
        this.runtime = runtime;
        this.images = images;
        this.clock = clock;
        this.removal = new AppRemoval(data, runtime);
    }

    /**
     * Adds an app.
     *
     * @return what the user should know of
     * @throws InvalidInputException if the pod does not run, its apps cannot be changed, or it has one of this name
     * @throws OperationFailedException if its root cannot be mounted, or a script before that fails; then nothing is left of it
     */
    public List<String> add(Pod pod, JoiningApp joining) {
        if (pod.state() != PodState.RUNNING) {
            throw new InvalidInputException(
                    "pod \"" + pod.uuid() + "\" isn't currently running",
                    "it is " + pod.state().label());
        }
        AppRemoval.requireMutable(pod);
        PodDirectory directory = new PodDirectory(pod.directory());
        HostTools tools =
                HostTools.locate(false, true, joining.request().streams().areAttachable(), false);
        // from here until the app is there, nobody removes its image
        try (FileLock _ = FileLock.acquire(directory.changing());
                ImageHold hold = images.hold()) {
            removal.clear(directory);
            JoiningPlanner.Plan plan = new JoiningPlanner(data, runtime, tools).plan(directory, joining, hold.store());
            publish(plan, tools);
            join(directory, plan.app());
            images.markUsed(plan.app().image());
            return plan.warnings();
        } catch (IOException e) {
            throw IoFailures.during("cannot add an app to pod " + pod.uuid(), e);
        }
    }

    private void publish(JoiningPlanner.Plan plan, HostTools tools) throws IOException {
        Path aside = data.newTemporary("app");
        PodDirectory written = new PodDirectory(aside);
        String name = plan.app().name();
        new AppWriter(plan.pod(), tools, written).writeJoining(plan.app(), plan.configuration());
        Files.move(written.app(name), plan.pod().directory().app(name), StandardCopyOption.ATOMIC_MOVE);
        FileTrees.delete(aside);
    }

    private void join(PodDirectory pod, AppPlan app) throws IOException {
        int code = programs.attach(
                PodNamespaces.of(pod).inside("/bin/sh", pod.join(app.name()).toString()));
        if (code != 0) {
            removal.discard(pod, app.name(), true);
            throw new OperationFailedException("app " + app.name() + " was not added to pod \"" + pod.uuid() + "\"");
        }
        try {
            programs.require(Command.of(
                    "s6-svlink",
                    "-t",
                    PATIENCE_MILLIS,
                    pod.services().toString(),
                    pod.service(app.name()).toString(),
                    app.name()));
        } catch (OperationFailedException e) {
            removal.discard(pod, app.name(), true);
            throw new OperationFailedException(
                    "supervisor for pod \"" + pod.uuid() + "\" is not yet ready: " + e.getMessage(), null, e);
        }
        PodManifest.App known = app.manifest();
        PodManifest.App joined =
                new PodManifest.App(known.name(), known.image(), known.imageId(), Optional.of(clock.instant()));
        AtomicFiles.write(pod.joined(app.name()), joined.toText().getBytes(StandardCharsets.UTF_8));
    }
}
