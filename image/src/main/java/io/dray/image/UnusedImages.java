package io.dray.image;

import io.dray.image.manifest.Dependency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds images that nobody has used for a while and that no image in use depends on. */
final class UnusedImages {
    private final ImageRecords records;
    private final Set<String> kept = new HashSet<>();

    UnusedImages(ImageRecords records) {
        this.records = records;
    }

    List<StoredImage> before(Instant limit) {
        List<StoredImage> old = new ArrayList<>();
        for (StoredImage image : records.all()) {
            if (image.lastUsed().isBefore(limit)) {
                old.add(image);
            } else {
                keep(image);
            }
        }
        old.removeIf(image -> kept.contains(image.id().hex()));
        return List.copyOf(old);
    }

    private void keep(StoredImage image) {
        if (!kept.add(image.id().hex())) {
            return;
        }
        for (Dependency dependency : image.manifest().dependencies()) {
            Optional<StoredImage> lower = records.find(dependency.reference());
            lower.ifPresent(this::keep);
        }
    }
}
