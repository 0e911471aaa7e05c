package io.dray.image.oci;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One image as its source has it: what is left to read are the layers.
 *
 * @param blobs where the layers are
 * @param manifest its manifest
 * @param manifestBytes the manifest byte for byte; absent for an archive of Docker's, which has none
 * @param config the configuration byte for byte
 */
@SuppressWarnings("ArrayRecordComponent")
record OciSource(OciBlobs blobs, OciManifest manifest, Optional<byte[]> manifestBytes, byte[] config) {
    /** An index in an index is in use, deeper nesting is not. */
    private static final int MAX_DEPTH = 4;

    /**
     * Follows a descriptor to the one image that fits the platform; reads and checks all documents on the way.
     *
     * @throws InvalidInputException if a document is not what it was announced to be
     * @throws MissingException if there is no image for the platform
     */
    static OciSource resolve(OciBlobs blobs, Descriptor root, Platform platform) throws IOException {
        Descriptor current = root;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            byte[] content = read(blobs, current, "manifest");
            switch (OciDocument.parse(current, content)) {
                case OciDocument.Choice choice -> current = choice.index().select(platform, "index " + brief(current));
                case OciDocument.Image image -> {
                    byte[] config = read(blobs, image.manifest().config(), "config");
                    return new OciSource(blobs, image.manifest(), Optional.of(content), config);
                }
            }
        }
        throw new InvalidInputException(
                "index " + brief(root) + " leads to indexes in indexes, more than " + MAX_DEPTH + " deep");
    }

    /** A digest short enough for a message. */
    static String brief(Descriptor descriptor) {
        return descriptor.digest().toOci().substring(0, "sha256:".length() + 12);
    }

    /** Reads a document, whose length, digest and bound are checked. */
    static byte[] read(OciBlobs blobs, Descriptor descriptor, String what) throws IOException {
        String name = what + " " + brief(descriptor);
        if (descriptor.size() > OciDocument.MAX_LENGTH) {
            throw new InvalidInputException(
                    name + " has " + descriptor.size() + " bytes, more than the limit of " + OciDocument.MAX_LENGTH);
        }
        byte[] content;
        try (InputStream in = blobs.open(descriptor)) {
            content = in.readNBytes((int) descriptor.size() + 1);
        }
        if (content.length != descriptor.size()) {
            throw new InvalidInputException(
                    name + " is " + (content.length > descriptor.size() ? "longer" : "shorter") + " than the "
                            + descriptor.size() + " bytes that were announced",
                    "get the image again");
        }
        Digest actual = Digest.of(descriptor.digest().algorithm(), content);
        if (!actual.equals(descriptor.digest())) {
            throw new InvalidInputException(
                    name + " is not what was announced: its digest is " + actual.toOci(),
                    "get the image again; if that does not help, somebody has changed it");
        }
        return content;
    }
}
