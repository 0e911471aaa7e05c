package io.dray.build;

import io.dray.attributes.SourceFile;
import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.EnvironmentException;
import io.dray.image.AciWriter;
import io.dray.image.ImageManifest;
import io.dray.image.ImageReference;
import io.dray.image.ImageStore;
import io.dray.image.ImportListener;
import io.dray.image.LayerMerge;
import io.dray.image.StoredImage;
import io.dray.image.tar.Compression;
import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        try (BuildLock _ = BuildLock.acquire(data, name.identifier().value(), listener)) {
            removeAbandoned();
            StepCache cache = new StepCache(data, programs, clock);
            StoredImage ownBuilder = new DefaultBuilder(data, store, programs).require(listener);
            BuilderRoot builder = BuilderRoot.of(data, store, source, ownBuilder, cache);
            List<StoredImage> images =
                    Dependencies.require(store, name, source.manifest().aci().dependencies());
            Dependencies dependencies = Dependencies.of(store, images);
            StepSequence steps = new StepSequence(cache, name, dependencies, listener);
            new BuildSteps(data, programs, source, request, builder).run(steps, listener);
            BuildResult result = finish(source, request, dependencies, steps, listener);
            cache.prune(name);
            return result;
        }
    }

    private BuildResult finish(
            ImageSource source,
            BuildRequest request,
            Dependencies dependencies,
            StepSequence steps,
            BuildListener listener) {
        TargetDirectory target = new TargetDirectory(source.target());
        String key = StepKey.of("image")
                .with("steps", steps.key())
                .with("manifest", source.text())
                .with(
                        "dependencies",
                        dependencies.images().stream().map(StoredImage::id).toList())
                .finish();
        Optional<TargetDirectory.Built> built =
                target.built().filter(last -> last.key().equals(key));
        if (built.isPresent()) {
            Optional<StoredImage> known =
                    store.find(new ImageReference.ById(built.get().id().toString()));
            if (known.isPresent()) {
                return new BuildResult(known.get(), target.archive(), true);
            }
        }
        SourceManifest manifest = source.afterBuild(attributes(steps));
        GeneratedVersion versions = new GeneratedVersion(programs, source.project());
        ImageName name = manifest.name().version().isPresent()
                ? manifest.name()
                : manifest.name()
                        .withVersion(built.map(TargetDirectory.Built::version)
                                .orElseGet(() -> versions.at(clock.instant(), ZoneId.systemDefault())));
        return archive(
                target, key, named(source, manifest, name, dependencies, steps), steps, versions, request, listener);
    }

    private BuildResult archive(
            TargetDirectory target,
            String key,
            ImageManifest manifest,
            StepSequence steps,
            GeneratedVersion versions,
            BuildRequest request,
            BuildListener listener) {
        byte[] bytes = Manifests.bytes(manifest);
        target.begin();
        listener.progress("writing " + target.archive());
        AciWriter writer = AciWriter.with(Compression.NONE);
        Optional<Instant> newest = versions.newestFileTime(
                Optional.ofNullable(request.hostEnvironment().get("SOURCE_DATE_EPOCH")));
        if (newest.isPresent()) {
            writer = writer.withLatestTime(newest.get());
        }
        Digest id = writer.write(target.archive(), bytes, LayerMerge.of(steps.trees()));
        listener.progress("keeping " + manifest.displayName());
        StoredImage image = store.importArchive(target.archive(), ImportListener.silent());
        ImageName name = ImageName.parse(manifest.displayName());
        target.finish(
                bytes, name, new TargetDirectory.Built(key, id, name.version().orElse("")));
        return new BuildResult(image, target.archive(), false);
    }

    private static ImageManifest named(
            ImageSource source,
            SourceManifest manifest,
            ImageName name,
            Dependencies dependencies,
            StepSequence steps) {
        SourceManifest versioned = new SourceManifest(name, manifest.builder(), manifest.imageMounts(), manifest.aci());
        ImageManifest plain = Manifests.of(source.project() + "/aci-manifest.yml", versioned, dependencies.images());
        // appc has no other way to say that a file of a dependency is gone
        List<Path> lower =
                dependencies.layers().stream().map(layer -> layer.tree()).toList();
        return LayerMerge.of(steps.trees())
                .whitelist(lower)
                .map(plain::withPathWhitelist)
                .orElse(plain);
    }

    private static List<SourceFile> attributes(StepSequence steps) {
        List<SourceFile> files = new ArrayList<>();
        try {
            for (Path file : steps.attributes().map(SourceTree::entries).orElse(List.of())) {
                String name = String.valueOf(file.getFileName());
                files.add(new SourceFile(
                        BuildPaths.ATTRIBUTES + "/" + name, Files.readAllBytes(file), SourceTree.mode(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
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
