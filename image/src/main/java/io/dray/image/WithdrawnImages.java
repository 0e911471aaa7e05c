package io.dray.image;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.linux.FileTrees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Images that were removed while something still had their layers, as rkt allowed it: nobody finds them any more, but their layers
 * stay until {@link ImageRemoval#collect} sees that nothing uses them. All changes need the store's lock.
 */
final class WithdrawnImages {
    private final DataDirectory data;
    private final ImageRecords records;

    WithdrawnImages(DataDirectory data, ImageRecords records) {
        this.data = data;
        this.records = records;
    }

    /** Takes an image out of sight. */
    void add(Digest id) throws IOException {
        Path place = DataDirectory.create(directory()).resolve(id.toString());
        // the same image was withdrawn before, and came again
        FileTrees.remove(place);
        try {
            AtomicFiles.rename(data.images().resolve(id.toString()), place);
        } catch (NoSuchFileException _) {
            // another process removed it first
        }
    }

    List<StoredImage> all() throws IOException {
        List<StoredImage> images = new ArrayList<>();
        if (!Files.exists(directory())) {
            return images;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory())) {
            for (Path path : stream) {
                records.read(path).ifPresent(images::add);
            }
        }
        return images;
    }

    void remove(StoredImage image) {
        FileTrees.remove(directory().resolve(image.id().toString()));
    }

    /** The image, if it was withdrawn and something still has it. */
    Optional<StoredImage> find(Digest id) {
        return records.read(directory().resolve(id.toString()));
    }

    private Path directory() {
        return data.root().resolve("withdrawn");
    }
}
