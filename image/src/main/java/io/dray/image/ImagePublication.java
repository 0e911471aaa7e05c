package io.dray.image;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.MissingException;
import io.dray.image.manifest.ImageManifest;
import io.dray.linux.FileLock;
import io.dray.linux.FileTrees;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Makes the directory {@code images/<id>} of an image whose layers are there, by one rename. */
final class ImagePublication {
    private final DataDirectory data;
    private final LayerFiles layers;
    private final ImageRecords records;
    private final InstantSource clock;

    ImagePublication(DataDirectory data, InstantSource clock) {
        this.data = data;
        this.layers = new LayerFiles(data);
        this.records = new ImageRecords(data);
        this.clock = clock;
    }

    StoredImage publish(NewImage image) {
        ImageManifest manifest = ImageManifest.parse("manifest", image.manifest());
        DataDirectory.create(data.images());
        Path work = data.newTemporary("image");
        try {
            write(work, ImageRecords.MANIFEST, image.manifest());
            for (Map.Entry<String, byte[]> file : image.files().entrySet()) {
                write(work, file.getKey(), file.getValue());
            }
            AtomicFiles.syncDirectory(work);
            try (FileLock lock = layers.lock()) {
                assert lock != null;
                return publishLocked(image, manifest, work);
            }
        } catch (IOException e) {
            throw IoFailures.during("cannot store image " + manifest.displayName(), e);
        } finally {
            FileTrees.remove(work);
        }
    }

    /** Needs the lock. */
    private StoredImage publishLocked(NewImage image, ImageManifest manifest, Path work) throws IOException {
        for (Digest layer : image.layers()) {
            if (!layers.exists(layer)) {
                throw new MissingException(
                        "cannot store image " + manifest.displayName() + ": its layer " + layer + " is not in "
                                + data.layers(),
                        "get the image again");
            }
        }
        Path target = data.images().resolve(image.id().toString());
        boolean known = Files.exists(target.resolve(ImageRecords.RECORD));
        String record = ImageRecords.text(image, manifest, clock.instant());
        AtomicFiles.write((known ? target : work).resolve(ImageRecords.RECORD), record);
        if (!known) {
            FileTrees.remove(target);
            AtomicFiles.rename(work, target);
        }
        return records.read(target)
                .orElseThrow(() -> new IllegalStateException("nothing is removed while the lock is held"));
    }

    private static void write(Path directory, String name, byte[] content) throws IOException {
        AtomicFiles.write(directory.resolve(name), content);
    }
}
