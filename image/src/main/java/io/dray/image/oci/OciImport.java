package io.dray.image.oci;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.Admission;
import io.dray.image.ImageOrigin;
import io.dray.image.ImageStore;
import io.dray.image.ImportListener;
import io.dray.image.LayerIntake;
import io.dray.image.LayerSource;
import io.dray.image.NewImage;
import io.dray.image.StoredImage;
import io.dray.image.manifest.ImageManifest;
import io.dray.image.tree.LayeredTree;
import io.dray.linux.FileLock;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings an OCI or Docker image into the store: chooses the manifest for the platform, checks every size and digest, unpacks
 * the layers that are not there yet, and says in an appc manifest what the configuration says. Two imports of one image at the
 * same time do the work once.
 */
public final class OciImport {
    /** Beside the manifest in the store: the configuration byte for byte. */
    static final String CONFIG_FILE = "oci-config.json";

    /** Beside the manifest in the store: OCI's manifest byte for byte, if there was one. */
    public static final String MANIFEST_FILE = "oci-manifest.json";

    private final ImageStore store;
    private final Platform platform;

    /** Imports for this machine. */
    public OciImport(ImageStore store) {
        this(store, Platform.host());
    }

    /** Imports for a platform. */
    public OciImport(ImageStore store, Platform platform) {
        this.store = store;
        this.platform = platform;
    }

    /**
     * What to import.
     *
     * @param blobs where everything is; closed by who opened it
     * @param root a manifest, or an index of several
     * @param name what the image is called
     */
    public record Request(OciBlobs blobs, Descriptor root, OciReference name) {}

    /**
     * Imports.
     *
     * @param admission asked before anything is published; its refusals are passed on as they are
     * @throws InvalidInputException if anything is not what it was announced to be, or breaks a rule; nothing of it stays
     * @throws MissingException if a blob is not there, or nothing is for the platform
     */
    public StoredImage run(Request request, Admission admission, ImportListener listener) {
        OciSource source =
                explained(request.blobs.description(), () -> OciSource.resolve(request.blobs, request.root, platform));
        return run(source, request.name, admission, listener);
    }

    /** Imports an image from a file or layout that a person named. */
    public StoredImage run(OciFile file, Admission admission, ImportListener listener) {
        String what = file.path().toString();
        try (OciArchive archive = explained(what, () -> OciArchive.open(file, store.data()))) {
            OciArchive.Entry entry = explained(what, () -> archive.select(file.name(), platform));
            OciSource source = explained(what, () -> archive.source(entry, platform));
            return run(source, entry.reference(), admission, listener);
        } catch (IOException e) {
            throw IoFailures.during("cannot import " + what, e);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    /** Says of every failure which image it prevented. */
    private static <T> T explained(String what, Work<T> work) {
        String attempted = "cannot import " + what + ": ";
        try {
            return work.run();
        } catch (InvalidInputException e) {
            throw new InvalidInputException(attempted + e.getMessage(), e.hint().orElse(null), e);
        } catch (MissingException e) {
            throw new MissingException(attempted + e.getMessage(), e.hint().orElse(null), e);
        } catch (IOException e) {
            throw IoFailures.during("cannot import " + what, e);
        }
    }

    private StoredImage run(OciSource source, OciReference name, Admission admission, ImportListener listener) {
        try (FileLock lock = store.lock("oci " + source.manifest().config().digest());
                LayerIntake intake = store.intake()) {
            assert lock != null;
            try {
                return run(source, name, intake, admission, listener);
            } catch (InvalidInputException | MissingException e) {
                // after a failure of the machine or the network they would be wanted again
                intake.discard();
                throw e;
            }
        }
    }

    private StoredImage run(
            OciSource source, OciReference name, LayerIntake intake, Admission admission, ImportListener listener) {
        byte[] manifest = explained(source.blobs().description(), () -> {
            OciConfig config = config(source, listener);
            takeIn(source, config, intake, listener);
            return new AppcConversion(name, source, config, files(intake), listener::warned).manifest();
        });
        Digest id = id(source.config(), manifest);
        ImageOrigin origin = admission.admit(id, ImageManifest.parse("manifest", manifest));
        boolean known = store.list().stream().anyMatch(image -> image.id().equals(id));
        StoredImage image =
                store.publish(new NewImage(id, manifest, intake.names(), intake.size(), origin, kept(source)));
        listener.imported(id, known);
        return image;
    }

    private OciConfig config(OciSource source, ImportListener listener) {
        OciConfig config =
                OciConfig.parse("config " + OciSource.brief(source.manifest().config()), source.config());
        checkLayers(source.manifest(), config);
        warnOfPlatform(config, listener);
        return config;
    }

    private static void checkLayers(OciManifest manifest, OciConfig config) {
        if (manifest.layers().isEmpty()) {
            throw new InvalidInputException("the image has no layers, so there is nothing in it to run");
        }
        if (manifest.layers().size() != config.diffIds().size()) {
            throw new InvalidInputException(
                    "the manifest has " + manifest.layers().size() + " layers but the config names "
                            + config.diffIds().size() + " in rootfs.diff_ids");
        }
    }

    private void warnOfPlatform(OciConfig config, ImportListener listener) {
        boolean said = !config.platform().architecture().isEmpty();
        if (said && platform.distanceTo(config.platform()).isEmpty()) {
            listener.warned("the image is for " + config.platform() + " and this machine is " + platform);
        }
    }

    private static void takeIn(OciSource source, OciConfig config, LayerIntake intake, ImportListener listener)
            throws IOException {
        List<Descriptor> layers = source.manifest().layers();
        ImportProgress progress = new ImportProgress(layers, listener);
        for (int i = 0; i < layers.size(); i++) {
            Descriptor layer = layers.get(i);
            Digest diffId = config.diffIds().get(i);
            if (!intake.addKnown(diffId)) {
                try (InputStream content = source.blobs().open(layer)) {
                    LayerSource announced = LayerSource.of("layer " + OciSource.brief(layer), content)
                            .unpackingTo(diffId)
                            .reportingTo(progress::reached);
                    intake.add(
                            layer.size() == Descriptor.UNKNOWN_SIZE
                                    ? announced
                                    : announced.expecting(layer.digest(), layer.size()));
                }
            }
            progress.finished(layer);
        }
    }

    private Optional<LayeredTree> files(LayerIntake intake) {
        List<Path> trees = intake.names().stream()
                .map(layer -> store.data().layers().resolve(layer.toString()).resolve("tree"))
                .toList();
        return trees.isEmpty() ? Optional.empty() : Optional.of(new LayeredTree(trees));
    }

    /** The configuration fixes every byte of every layer; the manifest is what this store makes of it. */
    static Digest id(byte[] config, byte[] manifest) {
        String head = "dray oci image 1\n"
                + Digest.of(Digest.Algorithm.SHA256, config).toOci() + "\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] text = new byte[start.length + manifest.length];
        System.arraycopy(start, 0, text, 0, start.length);
        System.arraycopy(manifest, 0, text, start.length, manifest.length);
        return Digest.of(Digest.Algorithm.SHA512, text);
    }

    private static Map<String, byte[]> kept(OciSource source) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(CONFIG_FILE, source.config());
        source.manifestBytes().ifPresent(bytes -> files.put(MANIFEST_FILE, bytes));
        return files;
    }
}
