package io.dray.cli;

import io.dray.core.MissingException;
import io.dray.image.ImageStore;
import io.dray.image.ImageSupplier;
import io.dray.image.ImportListener;
import io.dray.image.StoredImage;
import io.dray.image.oci.OciFile;
import io.dray.image.oci.OciImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Imports an image again from the file that it came from. */
record OriginSupplier(ImageStore store) implements ImageSupplier {
    @Override
    public void supply(StoredImage image) {
        String source = image.origin().source();
        Optional<OciFile> oci = OciFile.parse(source);
        if (oci.isPresent() && Files.exists(oci.get().path())) {
            new OciImport(store).run(oci.get(), (id, manifest) -> image.origin(), ImportListener.silent());
            return;
        }
        Path file = Path.of(source);
        if (source.isEmpty() || !Files.isRegularFile(file)) {
            throw new MissingException(
                    "cannot repair image " + image.displayName() + ": what it came from, "
                            + (source.isEmpty() ? "an unknown place" : source) + ", is not there",
                    "dray image rm " + image.id() + ", and get the image again");
        }
        Optional<OciFile> detected = OciFile.detect(file);
        if (detected.isPresent()) {
            new OciImport(store).run(detected.get(), (id, manifest) -> image.origin(), ImportListener.silent());
        } else {
            store.importArchive(file, image.origin(), ImportListener.silent());
        }
    }
}
