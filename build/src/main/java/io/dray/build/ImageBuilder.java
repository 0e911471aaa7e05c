package io.dray.build;

import io.dray.core.DataDirectory;
import io.dray.core.EnvironmentException;
import io.dray.image.ImageHold;
import io.dray.image.ImageStore;
import io.dray.image.StoredImage;
import io.dray.image.manifest.ImageReference;
import io.dray.linux.IoFailures;
import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Builds an image from its source: runs the steps that are not in the cache, writes {@code target/image.aci} and brings it
 * into the store. A build that fails or is killed leaves the store, the target and the cache as they were; its temporary files
 * are removed by the next build, or by {@code gc}.
 *
 * <p>{@link #build} must be called on a thread that lives as long as the build: the kernel ends a running script when the
 * thread that started it ends.
 */
public final class ImageBuilder {
    private final DataDirectory data;
    private final ImageStore store;
    private final InstantSource clock;
    private final ProgramRunner programs = new ProgramRunner();

    public ImageBuilder(DataDirectory data, ImageStore store, InstantSource clock) {
        this.data = data;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Builds, unless nothing has changed since the last build of the project.
     *
     * @throws io.dray.core.MissingException if there is no source, or an image it names is not in the store
     * @throws io.dray.core.InvalidInputException if something in the source is wrong
     * @throws io.dray.core.OperationFailedException if a script fails
     * @throws EnvironmentException if this machine cannot build
     */
    public BuildResult build(BuildRequest request, BuildListener listener) {
        requireRoot(request.project());
        ImageSource source = ImageSource.read(request.project());
        source.warnings().forEach(listener::warning);
        requireImages(source);
        ImageName name = source.manifest().name();
        try (Interruption _ = Interruption.watch(data, listener);
                BuildLock _ = BuildLock.acquire(data, name.identifier().value(), listener);
                ImageHold hold = store.hold()) {
            removeAbandoned();
            new TargetDirectory(source.target()).prepare();
            return build(hold.store(), new StepCache(data, programs, clock), request, source, listener);
        } catch (UncheckedIOException e) {
            throw IoFailures.during("cannot build " + name, Objects.requireNonNull(e.getCause()));
        }
    }

    private BuildResult build(
            ImageStore held, StepCache cache, BuildRequest request, ImageSource source, BuildListener listener) {
        ImageName name = source.manifest().name();
        StoredImage ownBuilder = new DefaultBuilder(data, store, programs).require(listener);
        BuilderRoot builder = BuilderRoot.of(data, held, source, ownBuilder, cache);
        List<StoredImage> images =
                Dependencies.require(store, name, source.manifest().aci().dependencies());
        Dependencies dependencies = Dependencies.of(held, images);
        StepSequence steps = new StepSequence(cache, name, dependencies, listener);
        BuildJob job = new BuildJob(request, source, dependencies, steps, listener);
        new BuildSteps(data, programs, job, builder).run();
        BuildResult result = new ImageAssembly(store, programs, clock).assemble(job);
        cache.prune(name);
        return result;
    }

    /** Every image that is missing is named at once, before anything is begun. */
    private void requireImages(ImageSource source) {
        List<ImageReference> all = new ArrayList<>(source.manifest().aci().dependencies());
        all.addAll(source.manifest().builder().dependencies());
        source.manifest().builder().image().ifPresent(all::add);
        Dependencies.require(store, source.manifest().name(), all);
    }

    private static void requireRoot(Path project) {
        try {
            Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (!Integer.valueOf(0).equals(uid)) {
                throw new EnvironmentException(
                        "cannot build " + project + ": only root can mount file systems", "use sudo");
            }
        } catch (IOException e) {
            throw new EnvironmentException("cannot read /proc/self: " + e.getMessage(), "mount /proc", e);
        }
    }

    private void removeAbandoned() {
        for (Path temporary : SourceTree.entries(data.temporary())) {
            if (DataDirectory.ownerOf(temporary)
                    .filter(owner -> !owner.isAlive())
                    .isPresent()) {
                Trees.delete(temporary);
            }
        }
    }
}
