package io.dray.build;

import io.dray.attributes.SourceFile;
import io.dray.core.Digest;
import io.dray.image.ImageOrigin;
import io.dray.image.ImageStore;
import io.dray.image.ImportListener;
import io.dray.image.StoredImage;
import io.dray.image.aci.AciWriter;
import io.dray.image.manifest.ImageManifest;
import io.dray.image.manifest.ImageReference;
import io.dray.image.tar.Compression;
import io.dray.image.tree.LayerMerge;
import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes an image of finished steps: its manifest, its archive in {@code target/}, its place in the store. */
final class ImageAssembly {
    private final ImageStore store;
    private final ProgramRunner programs;
    private final InstantSource clock;

    ImageAssembly(ImageStore store, ProgramRunner programs, InstantSource clock) {
        this.store = store;
        this.programs = programs;
        this.clock = clock;
    }

    /** The image of these steps; the one that is there already if it was made of the same. */
    BuildResult assemble(BuildJob job) {
        TargetDirectory target = new TargetDirectory(job.source().target());
        String key = keyOf(job);
        Optional<TargetDirectory.Built> last =
                target.built().filter(built -> built.key().equals(key));
        Optional<StoredImage> known = last.flatMap(
                built -> store.find(new ImageReference.ById(built.id().toString())));
        if (known.isPresent()) {
            return new BuildResult(known.get(), target.archive(), true);
        }
        return archive(job, target, key, manifest(job, last.map(TargetDirectory.Built::version)));
    }

    private static String keyOf(BuildJob job) {
        return StepKey.of("image")
                .with("steps", job.steps().key())
                .with("manifest", job.source().text())
                .with(
                        "dependencies",
                        job.dependencies().images().stream()
                                .map(StoredImage::id)
                                .toList())
                .finish();
    }

    private BuildResult archive(BuildJob job, TargetDirectory target, String key, ImageManifest manifest) {
        byte[] bytes = Manifests.bytes(manifest);
        target.begin();
        job.listener().progress("writing " + target.archive());
        Digest id = writer(job)
                .write(target.archive(), bytes, LayerMerge.of(job.steps().trees()));
        job.listener().progress("keeping " + manifest.displayName());
        StoredImage image = store.importArchive(
                target.archive(), ImageOrigin.builtHere(target.archive().toString()), ImportListener.silent());
        ImageName name = ImageName.parse(manifest.displayName());
        target.finish(
                bytes, name, new TargetDirectory.Built(key, id, name.version().orElse("")));
        return new BuildResult(image, target.archive(), false);
    }

    private AciWriter writer(BuildJob job) {
        AciWriter writer = AciWriter.with(Compression.NONE);
        Optional<Instant> newest = versions(job)
                .newestFileTime(
                        Optional.ofNullable(job.request().hostEnvironment().get("SOURCE_DATE_EPOCH")));
        return newest.map(writer::withLatestTime).orElse(writer);
    }

    /** The manifest after the build; a version that nobody names is generated, once for what stays the same. */
    private ImageManifest manifest(BuildJob job, Optional<String> lastVersion) {
        SourceManifest rendered = job.source().afterBuild(attributes(job.steps()));
        String version = rendered.name()
                .version()
                .or(() -> lastVersion)
                .orElseGet(() -> versions(job).at(clock.instant(), ZoneId.systemDefault()));
        ImageManifest manifest = Manifests.of(
                job.source().project() + "/aci-manifest.yml",
                rendered.withVersion(version),
                job.dependencies().images());
        // appc has no other way to say that a file of a dependency is gone
        return LayerMerge.of(job.steps().trees())
                .whitelist(job.dependencies().trees())
                .map(present -> manifest.withPathWhitelist(restrict(manifest.pathWhitelist(), present)))
                .orElse(manifest);
    }

    /** A whitelist of the source's own still holds, but for files that are gone. */
    private static List<String> restrict(List<String> wanted, List<String> present) {
        if (wanted.isEmpty()) {
            return present;
        }
        Set<String> there = new HashSet<>(present);
        return wanted.stream().filter(there::contains).toList();
    }

    private GeneratedVersion versions(BuildJob job) {
        return new GeneratedVersion(programs, job.source().project());
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
}
