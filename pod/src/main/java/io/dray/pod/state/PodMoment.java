package io.dray.pod.state;

import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.core.ProcessOwner;
import io.dray.linux.Cgroups;
import io.dray.pod.FileLocks;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodManifest;
import io.dray.pod.Text;
import io.dray.pod.network.NetworkAnswer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What pods are doing at one moment. The machine's locks and control groups are read once for any number of pods, and of each
 * pod only what its state asks for, so that a list of hundreds is as quick as one of none.
 */
public final class PodMoment {
    private final FileLocks locks;
    private final Cgroups cgroups;

    private PodMoment(FileLocks locks, Cgroups cgroups) {
        this.locks = locks;
        this.cgroups = cgroups;
    }

    public static PodMoment now() {
        return new PodMoment(FileLocks.read(), Cgroups.detect());
    }

    /** The state of a pod's directory, whether or not what is in it can be read. */
    public PodState stateOf(PodDirectory pod) {
        if (exists(pod.prepared())) {
            return PodState.PREPARED;
        }
        if (!exists(pod.started())) {
            boolean alive = launcher(pod).map(ProcessOwner::isAlive).orElse(false);
            return PodState.of(false, false, alive, false);
        }
        if (locks.isHeld(pod.lock())) {
            return PodState.of(true, true, true, false);
        }
        PodState state = PodState.of(false, true, false, cgroups.isPopulated(pod.cgroup()));
        return state == PodState.EXITED && exists(pod.garbage()) ? PodState.EXITED_GARBAGE : state;
    }

    /** The process that is to become the pod, or is it, dead or alive. */
    public static Optional<ProcessOwner> launcher(PodDirectory pod) {
        try {
            return Optional.of(ProcessOwner.parse(Files.readString(pod.owner()).strip()));
        } catch (IOException | InvalidInputException _) {
            return Optional.empty();
        }
    }

    /** The pod of a directory; empty if it went meanwhile, or is damaged: gc removes it once nobody owns it. */
    Optional<Pod> look(Path directory) {
        PodDirectory pod = new PodDirectory(directory);
        try {
            PodManifest manifest = PodManifest.read(pod.manifest());
            PodState state = stateOf(pod);
            List<Pod.App> apps = new ArrayList<>();
            Optional<Instant> started = state == PodState.PREPARED ? Optional.empty() : changed(pod.started());
            for (PodManifest.App app : manifest.apps()) {
                apps.add(app(pod, manifest, app, state, started));
            }
            boolean up = state == PodState.RUNNING || state == PodState.PREPARING;
            return Optional.of(new Pod(
                    manifest.uuid(),
                    manifest.identity(),
                    directory,
                    state,
                    manifest.created(),
                    started,
                    manifest.mutable(),
                    manifest.sharesProcesses(),
                    manifest.hostname(),
                    apps,
                    up ? networks(pod, manifest) : Map.of(),
                    pod.cgroup()));
        } catch (IOException | DrayException _) {
            return Optional.empty();
        }
    }

    private static Pod.App app(
            PodDirectory pod, PodManifest manifest, PodManifest.App app, PodState state, Optional<Instant> podStarted) {
        Path exit = pod.exit(app.name());
        boolean ended = state != PodState.PREPARED && exists(exit);
        return new Pod.App(
                app.name(),
                app.image(),
                app.imageId(),
                app.joined().orElse(manifest.created()),
                podStarted.isPresent()
                        ? changed(pod.started(app.name())).or(() -> first(manifest, podStarted))
                        : podStarted,
                ended ? exitCode(exit) : OptionalInt.empty(),
                ended ? changed(exit) : Optional.empty(),
                ended && exists(pod.outOfMemory(app.name())),
                state == PodState.PREPARED ? List.of() : restarts(pod.restarts(app.name())),
                pod.rendered(app.name()));
    }

    /** An app of a pod that is not mutable is started with it. */
    private static Optional<Instant> first(PodManifest manifest, Optional<Instant> podStarted) {
        return manifest.mutable() ? Optional.empty() : podStarted;
    }

    private static List<Pod.Restart> restarts(Path file) {
        List<Pod.Restart> restarts = new ArrayList<>();
        if (!exists(file)) {
            return restarts;
        }
        try {
            for (String line : Text.split(Files.readString(file).strip(), '\n')) {
                List<String> words = Text.split(line.strip(), ' ');
                restarts.add(new Pod.Restart(
                        Instant.ofEpochSecond(Long.parseLong(words.get(0))),
                        Integer.parseInt(words.get(1)),
                        words.size() > 2));
            }
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException _) {
            // the file system is full: what is there counts
        }
        return restarts;
    }

    /** Not by Files, whose exceptions for what is missing take ten times as long. */
    private static boolean exists(Path path) {
        return new File(path.toString()).exists();
    }

    /** When a file that marks a moment was written. */
    private static Optional<Instant> changed(Path mark) {
        if (!exists(mark)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.getLastModifiedTime(mark).toInstant());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static OptionalInt exitCode(Path file) {
        try {
            return OptionalInt.of(Integer.parseInt(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException _) {
            return OptionalInt.empty();
        }
    }

    /** The pod's addresses on its networks; of those that have answered. */
    private static Map<String, String> networks(PodDirectory pod, PodManifest manifest) {
        Map<String, String> networks = new LinkedHashMap<>();
        for (String network : manifest.networks()) {
            Optional<String> address = NetworkAnswer.address(pod.network(), network);
            if (address.isPresent()) {
                networks.put(network, address.get());
            }
        }
        return networks;
    }
}
