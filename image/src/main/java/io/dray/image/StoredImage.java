package io.dray.image;

import io.dray.core.Digest;
import io.dray.core.MissingException;
import io.dray.image.manifest.ImageManifest;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image in the store.
 *
 * @param id the image ID: of an ACI the digest of its uncompressed archive
 * @param name as its manifest says
 * @param labels as its manifest says
 * @param size bytes of its files
 * @param imported when it came, or last came again
 * @param origin where it came from and who vouches for it
 * @param layers its own layers, lowest first, without those of its dependencies; an ACI has one, named by the image ID
 * @param manifestFile where the manifest's bytes lie as they were in the archive
 */
public record StoredImage(
        Digest id,
        String name,
        Map<String, String> labels,
        long size,
        Instant imported,
        ImageOrigin origin,
        List<Digest> layers,
        Path manifestFile) {
    public StoredImage {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        layers = List.copyOf(layers);
    }

    /** When a pod, build or export last used it; when it came, if none did. */
    public Instant lastUsed() {
        try {
            Instant used = Files.getLastModifiedTime(usedFile()).toInstant();
            return used.isAfter(imported) ? used : imported;
        } catch (IOException _) {
            return imported;
        }
    }

    /** The file whose time of modification says when the image was used last. */
    public Path usedFile() {
        return manifestFile.resolveSibling(ImageRecords.USED);
    }

    /**
     * Whether the image counts as packed: no pod had its tree when rkt's {@code image gc} looked, and it was not used since. rkt
     * then had its archive only.
     */
    public boolean isPacked() {
        try {
            return !Files.getLastModifiedTime(packedFile()).toInstant().isBefore(lastUsed());
        } catch (IOException _) {
            return false;
        }
    }

    /** The file whose time of modification says when the image was last counted as packed. */
    public Path packedFile() {
        return manifestFile.resolveSibling(ImageRecords.PACKED);
    }

    /** A file kept beside the manifest, {@code oci-config.json}; empty if the image has none of that name. */
    public Optional<byte[]> file(String fileName) {
        Path file = manifestFile.resolveSibling(fileName);
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw IoFailures.with("cannot read", file, e);
        }
    }

    /** Whether its own layers are all: an image that came from OCI has no dependencies, whatever its manifest remembers. */
    boolean holdsAllItsLayers() {
        return layers.size() != 1 || !layers.getFirst().equals(id);
    }

    /** The manifest's bytes as they were in the archive. */
    public byte[] manifestBytes() {
        try {
            return Files.readAllBytes(manifestFile);
        } catch (NoSuchFileException _) {
            throw new MissingException(
                    "image " + displayName() + " was just removed: " + manifestFile + " is gone",
                    "get the image again");
        } catch (IOException e) {
            throw IoFailures.with("cannot read", manifestFile, e);
        }
    }

    /** The manifest. */
    public ImageManifest manifest() {
        return ImageManifest.parse("manifest", manifestBytes());
    }

    /** The same, said to be of this size. */
    public StoredImage withSize(long bytes) {
        return new StoredImage(id, name, labels, bytes, imported, origin, layers, manifestFile);
    }

    /** Name and version, {@code example.com/aci-redis:7}, as an image is named to people. */
    public String displayName() {
        String version = labels.get("version");
        return version == null ? name : name + ":" + version;
    }
}
