package io.dray.pod;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.DrayException;
import io.dray.core.EnvironmentException;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.MissingException;
import io.dray.core.ProcessOwner;
import io.dray.image.StoredImage;
import io.dray.linux.Cgroups;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The pods of a data directory, each seen as it is now. Reads files only; thread-safe. */
public final class PodRegistry {
    private final DataDirectory data;

    public PodRegistry(DataDirectory data) {
        this.data = data;
    }

    /** A class of its own: the comparators that Java composes are made at run time, outside of the start-up cache. */
    private static final class OldestFirst implements Comparator<Pod> {
        @Override
        public int compare(Pod one, Pod other) {
            int order = one.created().compareTo(other.created());
            return order != 0 ? order : one.uuid().compareTo(other.uuid());
        }
    }

    /** All pods, the oldest first. A directory that is being removed, or is damaged, is not listed. */
    public List<Pod> list() {
        FileLocks locks = FileLocks.read();
        Cgroups cgroups = Cgroups.detect();
        List<Pod> pods = new ArrayList<>();
        for (Path directory : directories()) {
            look(directory, locks, cgroups).ifPresent(pods::add);
        }
        pods.sort(new OldestFirst());
        return List.copyOf(pods);
    }

    /**
     * The pod whose uuid begins with the text.
     *
     * @throws MissingException if there is none
     * @throws InvalidInputException if there are several
     */
    public Pod require(String uuidPrefix) {
        if (uuidPrefix.isEmpty()) {
            throw new InvalidInputException("UUID cannot be empty", "see 'dray list'");
        }
        List<Path> found = new ArrayList<>();
        for (Path directory : directories()) {
            if (new PodDirectory(directory).uuid().startsWith(uuidPrefix)) {
                found.add(directory);
            }
        }
        if (found.size() > 1) {
            throw new InvalidInputException(
                    "\"" + uuidPrefix + "\" is the beginning of " + found.size() + " pods", "give more characters");
        }
        Optional<Pod> pod =
                found.isEmpty() ? Optional.empty() : look(found.getFirst(), FileLocks.read(), Cgroups.detect());
        return pod.orElseThrow(
                () -> new MissingException("no matches found for \"" + uuidPrefix + "\"", "see 'dray list'"));
    }

    /** Where the lines of an app's rendered files come from; nothing for an app without templates. */
    public Provenance provenance(Pod pod, String app) {
        Path file = new PodDirectory(pod.directory()).provenance(app);
        try {
            return Provenance.parse(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return new Provenance(List.of());
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + file + ": " + e.getMessage(), "run as root", e);
        }
    }

    /** The pod's appc manifest, in which nothing is left open. */
    public JsonValue manifest(Pod pod) {
        Path file = new PodDirectory(pod.directory()).reified();
        try {
            return Json.parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw IoFailures.with("cannot read the manifest of the pod", file, e);
        }
    }

    /**
     * Checks that no pod that is starting or running has a layer of the image in its root.
     *
     * @throws InvalidInputException if one has; names it
     */
    public void requireUnused(StoredImage image) {
        FileLocks locks = FileLocks.read();
        Cgroups cgroups = Cgroups.detect();
        for (Path directory : directories()) {
            PodDirectory pod = new PodDirectory(directory);
            if (!stateOf(pod, locks, cgroups).isCollectable() && uses(pod, image)) {
                throw new InvalidInputException(
                        "cannot remove image " + image.id() + ": pod " + pod.uuid() + " uses it",
                        "dray stop " + pod.uuid());
            }
        }
    }

    private boolean uses(PodDirectory pod, StoredImage image) {
        try {
            for (PodManifest.App app : PodManifest.read(pod.manifest()).apps()) {
                for (PodManifest.Layer layer : app.layers()) {
                    Path tree = data.root().resolve(layer.link()).toRealPath();
                    for (Digest digest : image.layers()) {
                        if (tree.startsWith(data.layers().toRealPath().resolve(digest.toString()))) {
                            return true;
                        }
                    }
                }
            }
        } catch (IOException | DrayException _) {
            // gone meanwhile
        }
        return false;
    }

    List<Path> directories() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(data.pods())) {
            for (Path entry : entries) {
                found.add(entry);
            }
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw IoFailures.with("cannot list", data.pods(), e);
        }
        return found;
    }

    /** The state of a pod's directory, whether or not what is in it can be read. */
    static PodState stateOf(PodDirectory pod, FileLocks locks, Cgroups cgroups) {
        if (Files.exists(pod.prepared())) {
            return PodState.PREPARED;
        }
        PodState state = PodState.of(
                locks.isHeld(pod.lock()),
                Files.exists(pod.started()),
                launcher(pod).map(ProcessOwner::isAlive).orElse(false),
                cgroups.isPopulated("/dray/" + pod.uuid()));
        return state == PodState.EXITED && Files.exists(pod.garbage()) ? PodState.EXITED_GARBAGE : state;
    }

    /** The process that is to become the pod, or is it, dead or alive. */
    static Optional<ProcessOwner> launcher(PodDirectory pod) {
        try {
            return Optional.of(ProcessOwner.parse(Files.readString(pod.owner()).strip()));
        } catch (IOException | InvalidInputException _) {
            return Optional.empty();
        }
    }

    private static Optional<Pod> look(Path directory, FileLocks locks, Cgroups cgroups) {
        PodDirectory pod = new PodDirectory(directory);
        try {
            PodManifest manifest = PodManifest.read(pod.manifest());
            PodState state = stateOf(pod, locks, cgroups);
            List<Pod.App> apps = new ArrayList<>();
            for (PodManifest.App app : manifest.apps()) {
                apps.add(new Pod.App(
                        app.name(),
                        app.image(),
                        app.imageId(),
                        exitCode(pod, app.name()),
                        changed(pod.exit(app.name())),
                        pod.rendered(app.name())));
            }
            return Optional.of(new Pod(
                    manifest.uuid(),
                    directory,
                    state,
                    manifest.created(),
                    changed(pod.started()),
                    launcher(pod).map(ProcessOwner::pid),
                    manifest.hostname(),
                    apps,
                    state == PodState.RUNNING || state == PodState.PREPARING ? networks(pod) : Map.of()));
        } catch (IOException | DrayException _) {
            // gone meanwhile, or damaged: gc removes it once nobody owns it
            return Optional.empty();
        }
    }

    /** When a file that marks a moment was written. */
    private static Optional<Instant> changed(Path mark) {
        try {
            return Optional.of(Files.getLastModifiedTime(mark).toInstant());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static OptionalInt exitCode(PodDirectory pod, String app) {
        try {
            return OptionalInt.of(
                    Integer.parseInt(Files.readString(pod.exit(app)).strip()));
        } catch (IOException | NumberFormatException _) {
            return OptionalInt.empty();
        }
    }

    /** Addresses as the CNI plugin reported them; none before it did. */
    private static Map<String, String> networks(PodDirectory pod) {
        Map<String, String> networks = new HashMap<>();
        try {
            Path file = pod.networkResult();
            JsonObject result =
                    Json.parse(file.toString(), Files.readAllBytes(file)).asObject("result");
            Optional<JsonValue> addresses = result.field("ips");
            for (JsonValue item : addresses.isPresent() ? addresses.get().asList("ips") : List.<JsonValue>of()) {
                Optional<JsonValue> address = item.asObject("ips").field("address");
                if (address.isPresent()) {
                    String text = address.get().asString("address");
                    int slash = text.indexOf('/');
                    networks.putIfAbsent(DefaultNetwork.NAME, slash < 0 ? text : text.substring(0, slash));
                }
            }
        } catch (IOException | InvalidInputException _) {
            return Map.of();
        }
        return networks;
    }
}
