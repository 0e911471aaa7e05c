package io.dray.image.oci;

import io.dray.core.InvalidInputException;
import java.util.Locale;

/** The formats in which an image can be exported. */
public enum ExportFormat {
    /** An appc image archive, uncompressed. */
    ACI,
    /** An OCI image layout in a directory. */
    OCI,
    /** An OCI image layout in a tar archive. */
    OCI_ARCHIVE,
    /** What {@code docker load} reads. */
    DOCKER_ARCHIVE;

    /** The word for it, {@code oci-archive}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads the word. */
    public static ExportFormat parse(String word) {
        for (ExportFormat format : values()) {
            if (format.word().equals(word)) {
                return format;
            }
        }
        throw new InvalidInputException(
                "there is no image format '" + word + "'", "choose one of aci, oci, oci-archive, docker-archive");
    }
}
