package io.dray.image;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.aci.AciReader;
import io.dray.image.manifest.ImageManifest;
import io.dray.image.recipe.RecipeWriter;
import io.dray.image.tar.TarReader;
import io.dray.image.unpack.ArchiveStream;
import io.dray.image.unpack.TreeUnpacker;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.FileLock;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Brings one archive into the store: everything is made under {@code tmp} and appears by two renames, the layer's and then the
 * image's. Killed at any point it leaves what a later import or {@code gc} clears away.
 */
final class ArchiveImport {
    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(200);

    private final DataDirectory data;
    private final LayerFiles layers;
    private final InstantSource clock;
    private final UnpackLimits limits;
    private final Admission admission;

    ArchiveImport(DataDirectory data, InstantSource clock, UnpackLimits limits, Admission admission) {
        this.data = data;
        this.layers = new LayerFiles(data);
        this.clock = clock;
        this.limits = limits;
        this.admission = admission;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Unpacked(Digest id, ImageManifest manifest, byte[] content, long size) {}

    StoredImage run(Path archive, ImportListener listener) {
        if (!Files.isRegularFile(archive)) {
            throw new MissingException("cannot import " + archive + ": there is no such file");
        }
        // whoever imports the same file waits here and then finds it imported
        try (FileLock lock =
                SourceLock.acquire(data, archive.toAbsolutePath().normalize().toString())) {
            assert lock != null;
            return importOnce(archive, listener);
        }
    }

    private StoredImage importOnce(Path archive, ImportListener listener) {
        ImportedFiles known = new ImportedFiles(data);
        try {
            String marks = ImportedFiles.marks(archive);
            Optional<StoredImage> again = known.find(archive, marks).flatMap(this::publishAgain);
            if (again.isPresent()) {
                listener.imported(again.get().id(), true);
                return again.get();
            }
            StoredImage image = read(archive, listener);
            if (marks.equals(ImportedFiles.marks(archive))) {
                known.remember(archive, marks, image.id());
            }
            return image;
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    "cannot import " + archive + ": " + e.getMessage(), e.hint().orElse(null), e);
        } catch (IOException e) {
            throw IoFailures.during("cannot import " + archive, e);
        }
    }

    private StoredImage read(Path archive, ImportListener listener) throws IOException {
        try (LayerDraft draft = LayerDraft.begin(data, "import")) {
            return publish(unpack(archive, draft, listener), draft, listener);
        }
    }

    /** Makes an image that is in the store the newest of its name; empty if it is not there, or not whole. */
    private Optional<StoredImage> publishAgain(Digest id) {
        // what is collected at this moment is held before it is looked for
        try (LayerLease lease = new LayerLease(data)) {
            lease.hold(id);
            Optional<StoredImage> image =
                    new ImageRecords(data).read(data.images().resolve(id.toString()));
            if (image.isEmpty() || !image.get().layers().equals(List.of(id)) || !layers.exists(id)) {
                return Optional.empty();
            }
            StoredImage known = image.get();
            byte[] manifest = known.manifestBytes();
            ImageOrigin origin = admission.admit(id, ImageManifest.parse("manifest", manifest));
            return Optional.of(new ImagePublication(data, clock)
                    .publish(new NewImage(id, manifest, known.layers(), known.size(), origin, Map.of())));
        } catch (MissingException _) {
            // it is gone: the archive is read again
            return Optional.empty();
        }
    }

    private Unpacked unpack(Path archive, LayerDraft draft, ImportListener listener) throws IOException {
        long length = Files.size(archive);
        if (length == 0) {
            throw new InvalidInputException("the file is empty", "get the file again");
        }
        Throttle progress = new Throttle(read -> listener.progressed(read, length));
        try (ArchiveStream stream = new ArchiveStream(archive, limits, progress::accept);
                RecipeWriter recipe = new RecipeWriter(draft.recipe());
                TreeUnpacker unpacker = new TreeUnpacker(draft.tree(), limits)) {
            TarReader reader = new TarReader(stream, recipe);
            byte[] content = new AciReader(reader, unpacker, limits).read();
            ImageManifest manifest = ImageManifest.parse("manifest", content);
            reader.readRest();
            recipe.finish();
            Digest id = stream.finish();
            unpacker.finish();
            draft.describe(new LayerRecord(id, unpacker.size(), stream.total(), unpacker.treeSize(), true));
            listener.progressed(length, length);
            return new Unpacked(id, manifest, content, unpacker.size());
        }
    }

    private StoredImage publish(Unpacked unpacked, LayerDraft draft, ImportListener listener) throws IOException {
        ImageOrigin origin = admission.admit(unpacked.id, unpacked.manifest);
        // outside of the lock: it can take seconds
        draft.sync();
        try (LayerLease lease = new LayerLease(data)) {
            lease.hold(unpacked.id);
            try (FileLock lock = layers.lock()) {
                assert lock != null;
                layers.prepare(unpacked.id, draft.directory());
                layers.publish(unpacked.id, draft.directory());
            }
            listener.imported(unpacked.id, Files.exists(data.images().resolve(unpacked.id.toString())));
            return new ImagePublication(data, clock)
                    .publish(new NewImage(
                            unpacked.id, unpacked.content, List.of(unpacked.id), unpacked.size, origin, Map.of()));
        }
    }

    /** Passes on some calls a second at most. */
    private static final class Throttle {
        private final LongConsumer listener;
        private long next;

        Throttle(LongConsumer listener) {
            this.listener = listener;
            this.next = System.nanoTime();
        }

        void accept(long value) {
            long now = System.nanoTime();
            if (now - next >= 0) {
                next = now + PROGRESS_INTERVAL.toNanos();
                listener.accept(value);
            }
        }
    }
}
