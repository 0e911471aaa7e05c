package io.dray.build;

import io.dray.core.DataDirectory;
import io.dray.image.tree.LayeredTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The steps of one build, each on top of the ones before. A step whose key is known is taken from the cache; the first that is
 * not is made, and all after it get other keys. Not thread-safe.
 */
final class StepSequence {
    /** Files that tools take over from the machine they run on, debootstrap for one; they never belong into an image. */
    private static final List<String> OF_THE_HOST = List.of("etc/resolv.conf", "etc/hosts", "etc/hostname");

    private final StepCache cache;
    private final ImageName image;
    private final Dependencies dependencies;
    private final BuildListener listener;
    private final List<Step> steps = new ArrayList<>();
    private String key;

    StepSequence(StepCache cache, ImageName image, Dependencies dependencies, BuildListener listener) {
        this.cache = cache;
        this.image = image;
        this.dependencies = dependencies;
        this.listener = listener;
        this.key = StepKey.of("dependencies")
                .with("layers", dependencies.digests())
                .finish();
    }

    /** Makes the content of a step. */
    interface Maker {
        void make(StepCache.Draft draft) throws IOException;
    }

    /**
     * Adds the step of this kind that follows from this key.
     *
     * @param shown whether to tell the listener; steps that only prepare others are not worth a line
     */
    void add(String kind, StepKey inputs, boolean shown, Maker maker) {
        String stepKey = inputs.with("previous", key).finish();
        Optional<Step> known = cache.find(stepKey);
        if (shown) {
            listener.progress(image.shortName() + ": " + kind + (known.isPresent() ? ": unchanged" : ""));
        }
        Step step = known.isPresent() ? known.get() : make(kind, stepKey, maker);
        steps.add(step);
        key = stepKey;
    }

    private Step make(String kind, String stepKey, Maker maker) {
        StepCache.Draft draft = cache.begin();
        try {
            if (!steps.isEmpty()) {
                Trees.copyFiles(steps.getLast().attributes(), draft.attributes());
            }
            maker.make(draft);
            tidy(draft.tree());
            return cache.publish(draft, stepKey, image, kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            // gone already if it was published
            Trees.delete(draft.directory());
        }
    }

    /** Temporary files and copies of this host's files are no part of a step's result. */
    private static void tidy(Path tree) throws IOException {
        Path temporary = tree.resolve("tmp");
        if (Files.isDirectory(temporary, LinkOption.NOFOLLOW_LINKS)) {
            SourceTree.entries(temporary).forEach(Trees::delete);
        }
        for (String name : OF_THE_HOST) {
            Path file = tree.resolve(name);
            Path parent = file.getParent();
            boolean inside = parent != null && Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS);
            if (inside
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && equalsHosts(file, Path.of("/" + name))) {
                Files.delete(file);
            }
        }
    }

    private static boolean equalsHosts(Path file, Path ofHost) throws IOException {
        return Files.isReadable(ofHost)
                && Files.size(file) > 0
                && Arrays.equals(Files.readAllBytes(file), Files.readAllBytes(ofHost));
    }

    /** What the last step's result depends on, so far the whole image. */
    String key() {
        return key;
    }

    /** What the steps added to the image, lowest first. */
    List<Path> trees() {
        return steps.stream().map(Step::tree).toList();
    }

    /** The places of all layers for a mount option, those of the dependencies included, lowest first. */
    List<String> links(DataDirectory data) {
        List<String> links = new ArrayList<>(dependencies.links());
        for (Path tree : trees()) {
            links.add(data.root().relativize(tree).toString());
        }
        return List.copyOf(links);
    }

    /** The image so far; empty while it has no layer at all. */
    Optional<LayeredTree> image() {
        List<Path> all = new ArrayList<>(dependencies.trees());
        all.addAll(trees());
        return all.isEmpty() ? Optional.empty() : Optional.of(new LayeredTree(all));
    }

    /** Where the attributes lie that scripts wrote for the manifest; empty if there is no step. */
    Optional<Path> attributes() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast().attributes());
    }
}
