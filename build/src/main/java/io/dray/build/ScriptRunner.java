package io.dray.build;

import io.dray.core.DataDirectory;
import io.dray.core.Json;
import io.dray.core.OperationFailedException;
import io.dray.linux.Capabilities;
import io.dray.linux.ProgramRunner;
import io.dray.pod.container.ContainerConfig;
import io.dray.pod.container.ContainerMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs scripts of a build in containers whose changes end up in the tree of a step. */
final class ScriptRunner {
    private static final List<Path> OF_THE_HOST = List.of(Path.of("/etc/resolv.conf"), Path.of("/etc/hosts"));

    private final DataDirectory data;
    private final ProgramRunner programs;
    private final ImageSource source;
    private final StepSequence steps;
    private final BuildEnvironment environment;
    private final BuildListener listener;

    ScriptRunner(DataDirectory data, ProgramRunner programs, BuildJob job, BuildEnvironment environment) {
        this.data = data;
        this.programs = programs;
        this.source = job.source();
        this.steps = job.steps();
        this.listener = job.listener();
        this.environment = environment;
    }

    /** Runs scripts in the image's own root, on top of the steps so far. */
    void inImage(StepCache.Draft draft, List<ScriptSet> sets) throws IOException {
        Path workspace = data.newTemporary("build");
        try {
            List<ContainerMount> mounts = mountsOfAll(workspace, draft);
            List<String> scripts = new ArrayList<>();
            for (ScriptSet set : sets) {
                scripts.addAll(mountScripts(set, BuildPaths.RUNLEVELS, workspace, mounts));
            }
            mounts.addAll(hostMounts(source.manifest().imageMounts()));
            Path skeleton = workspace.resolve("skeleton");
            Skeleton places = Skeleton.ofContainer(skeleton, steps.image());
            for (ContainerMount mount : mounts) {
                places.addPlaceFor(Path.of(mount.source()), mount.destination());
            }
            Overlay root = overlay(skeleton, draft, workspace);
            run(workspace, List.of(root), config(root.target(), scripts, environment.inImage(), mounts));
        } finally {
            Trees.delete(workspace);
        }
    }

    /** Runs scripts in the builder's root, with the image's root, on top of the steps so far, at {@code $ROOTFS}. */
    void inBuilder(StepCache.Draft draft, BuilderRoot builder, List<ScriptSet> sets) throws IOException {
        Path workspace = data.newTemporary("build");
        String image = BuildPaths.rootOf(source.manifest().name());
        try {
            List<ContainerMount> mounts = mountsOfAll(workspace, draft);
            List<String> scripts = new ArrayList<>();
            for (ScriptSet set : sets) {
                boolean own = set.directory().isPresent();
                String place = own ? BuildPaths.PROJECT + "/runlevels" : BuildPaths.RUNLEVELS;
                scripts.addAll(mountScripts(set, place, workspace, mounts));
            }
            Path skeleton = workspace.resolve("skeleton");
            Skeleton.empty(skeleton, steps.image()).addDirectory(BuildPaths.ATTRIBUTES);
            Overlay stage = overlay(skeleton, draft, workspace);
            // device nodes in the image must work while it is made: debootstrap insists on it
            mounts.add(new ContainerMount(image, "bind", stage.target().toString(), List.of("rbind")));
            mounts.add(ContainerMount.bind(draft.attributes(), image + BuildPaths.ATTRIBUTES));
            mounts.addAll(hostMounts(source.manifest().builder().mounts()));
            Overlay root = builder.overlay(workspace);
            run(workspace, List.of(root, stage), config(root.target(), scripts, environment.inBuilder(), mounts));
        } finally {
            Trees.delete(workspace);
        }
    }

    /** Mounts executable copies of the scripts below this directory of the container; returns their paths there. */
    private static List<String> mountScripts(ScriptSet set, String place, Path workspace, List<ContainerMount> mounts) {
        String level = set.runlevel().directory();
        Path copies = Trees.directory(workspace.resolve("runlevels")).resolve(level);
        set.copyTo(copies);
        mounts.add(ContainerMount.bindReadOnly(copies, place + "/" + level));
        return set.pathsIn(place + "/" + level);
    }

    private Overlay overlay(Path skeleton, StepCache.Draft draft, Path workspace) {
        List<String> lowest = new ArrayList<>();
        lowest.add(data.root().relativize(skeleton).toString());
        lowest.addAll(steps.links(data));
        return new Overlay(lowest, draft.tree(), draft.work(), Trees.directory(workspace.resolve("rootfs")));
    }

    /** What both kinds of containers see of the host. */
    private List<ContainerMount> mountsOfAll(Path workspace, StepCache.Draft draft) throws IOException {
        Path runner = Trees.directory(workspace.resolve("run"));
        Files.write(runner.resolve("run-scripts.sh"), Tools.resource("run-scripts.sh"));
        List<ContainerMount> mounts = new ArrayList<>();
        for (Path file : OF_THE_HOST) {
            if (Files.isRegularFile(file)) {
                mounts.add(ContainerMount.bindReadOnly(file.toRealPath(), file.toString()));
            }
        }
        mounts.add(ContainerMount.bindReadOnly(source.project().toRealPath(), BuildPaths.PROJECT));
        mounts.add(ContainerMount.bind(runner, BuildPaths.RUNNER));
        mounts.add(ContainerMount.bind(draft.attributes(), BuildPaths.ATTRIBUTES));
        mounts.add(ContainerMount.bind(DefaultBuilder.packageCache(data), BuildPaths.PACKAGES));
        return mounts;
    }

    private List<ContainerMount> hostMounts(List<HostMount> wanted) throws IOException {
        List<ContainerMount> mounts = new ArrayList<>();
        Path home = Path.of(System.getProperty("user.home"));
        for (HostMount mount : wanted) {
            Path from = mount.source(source.project(), home);
            if (!Files.exists(from)) {
                Trees.directory(from);
            }
            mounts.add(ContainerMount.bind(from.toRealPath(), mount.to()));
        }
        return mounts;
    }

    private static ContainerConfig config(
            Path root, List<String> scripts, Map<String, String> variables, List<ContainerMount> mounts) {
        List<String> arguments =
                new ArrayList<>(List.of(BuildPaths.BUSYBOX, "sh", BuildPaths.RUNNER + "/run-scripts.sh"));
        arguments.addAll(scripts);
        ContainerConfig config = ContainerConfig.of(arguments)
                .withRoot(root.toString(), false)
                .withEnvironment(variables)
                .withCapabilities(Capabilities.bounding())
                .withoutHiddenPaths();
        mounts.forEach(config::withMount);
        return config;
    }

    private void run(Path workspace, List<Overlay> overlays, ContainerConfig config) throws IOException {
        Files.writeString(workspace.resolve("config.json"), Json.writePretty(config.toJson()));
        List<String> lines = new ArrayList<>();
        for (Overlay overlay : overlays) {
            lines.add(overlay.mountLine(data.root()));
        }
        lines.add("mount -t tmpfs -o mode=1777 shm /dev/shm");
        lines.add("echo localhost >/proc/sys/kernel/hostname");
        lines.addAll(Sandbox.containerLines(workspace, "build"));
        Sandbox.Outcome outcome = new Sandbox(data, programs).run(workspace, lines, listener::output);
        if (!outcome.isSuccess()) {
            throw failure(workspace, outcome);
        }
    }

    private OperationFailedException failure(Path workspace, Sandbox.Outcome outcome) {
        Path note = workspace.resolve("run").resolve("current");
        String what = "cannot build " + source.manifest().name() + ": ";
        try {
            String current = Files.exists(note) ? Files.readString(note).strip() : "";
            Path script = Path.of(current);
            if (script.getNameCount() > 2) {
                Path shown = script.subpath(script.getNameCount() - 2, script.getNameCount());
                return Sandbox.failure(what + "script " + shown + " failed", outcome);
            }
            return Sandbox.failure(what + "the container of the build failed to start", outcome);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
