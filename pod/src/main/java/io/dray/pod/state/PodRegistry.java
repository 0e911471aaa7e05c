package io.dray.pod.state;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.Directories;
import io.dray.core.DrayException;
import io.dray.core.EnvironmentException;
import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.MissingException;
import io.dray.core.ProcessOwner;
import io.dray.image.StoredImage;
import io.dray.linux.IoFailures;
import io.dray.pod.AppcManifest;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodManifest;
import io.dray.pod.configuration.AppRoot;
import io.dray.pod.configuration.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

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
        PodMoment moment = PodMoment.now();
        List<Pod> pods = new ArrayList<>();
        for (Path directory : directories()) {
            moment.look(directory).ifPresent(pods::add);
        }
        pods.sort(new OldestFirst());
        return List.copyOf(pods);
    }

    /**
     * The pod of this name, or else the one whose uuid begins with the text.
     *
     * @throws MissingException if there is none
     * @throws InvalidInputException if there are several
     */
    public Pod require(String nameOrPrefix) {
        if (nameOrPrefix.isEmpty()) {
            throw new InvalidInputException("UUID cannot be empty", "see 'dray list'");
        }
        Optional<Path> named = new PodNames(data).find(nameOrPrefix);
        Path directory = named.isPresent() ? named.get() : requireByPrefix(nameOrPrefix);
        return PodMoment.now().look(directory).orElseThrow(() -> noMatch(nameOrPrefix));
    }

    private Path requireByPrefix(String prefix) {
        List<Path> found = new ArrayList<>();
        for (Path directory : directories()) {
            if (new PodDirectory(directory).uuid().startsWith(prefix)) {
                found.add(directory);
            }
        }
        if (found.size() > 1) {
            throw new InvalidInputException(
                    "\"" + prefix + "\" is the beginning of " + found.size() + " pods", "give more characters");
        } else if (found.isEmpty()) {
            throw noMatch(prefix);
        }
        return found.getFirst();
    }

    private static MissingException noMatch(String text) {
        return new MissingException("no matches found for \"" + text + "\"", "see 'dray list'");
    }

    /** The process that is to become the pod, or is it, or was it. */
    public OptionalLong process(Pod pod) {
        Optional<ProcessOwner> owner = PodMoment.launcher(new PodDirectory(pod.directory()));
        return owner.isPresent() ? OptionalLong.of(owner.get().pid()) : OptionalLong.empty();
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
        try {
            return AppcManifest.read(new PodDirectory(pod.directory()));
        } catch (IOException e) {
            throw IoFailures.with("cannot read the manifest of the pod", pod.directory(), e);
        }
    }

    /**
     * Checks that no pod that is starting or running has a layer of the image in its root.
     *
     * @throws InvalidInputException if one has; names it
     */
    public void requireUnused(StoredImage image) {
        refuseIf(state -> !state.isCollectable(), image, "remove");
    }

    /**
     * Checks that no pod that is still there, in whatever state, has a layer of the image in its root: what has exited can be
     * exported.
     *
     * @throws InvalidInputException if one has; names it
     */
    public void requireUnreferenced(StoredImage image) {
        refuseIf(_ -> true, image, "remove");
    }

    /**
     * Checks that no pod has a layer of the image mounted; one that is only prepared has not.
     *
     * @throws InvalidInputException if one has; names it
     */
    public void requireNotMounted(StoredImage image) {
        refuseIf(state -> !state.isCollectable() && state != PodState.PREPARED, image, "repair");
    }

    private void refuseIf(Predicate<PodState> inTheWay, StoredImage image, String intention) {
        PodMoment moment = PodMoment.now();
        for (Path directory : directories()) {
            PodDirectory pod = new PodDirectory(directory);
            if (inTheWay.test(moment.stateOf(pod)) && uses(pod, image)) {
                throw new InvalidInputException(
                        "cannot " + intention + " image " + image.id() + ": pod " + pod.uuid() + " uses it",
                        "dray stop " + pod.uuid());
            }
        }
    }

    private boolean uses(PodDirectory pod, StoredImage image) {
        try {
            for (PodManifest.App app : PodManifest.read(pod.manifest()).apps()) {
                for (AppRoot.Layer layer : AppRoot.read(pod.appRoot(app.name())).layers()) {
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

    /** Where pods are, each of them in whatever state. */
    public List<Path> directories() {
        try {
            return Directories.entries(data.pods());
        } catch (IOException e) {
            throw IoFailures.with("cannot list", data.pods(), e);
        }
    }
}
