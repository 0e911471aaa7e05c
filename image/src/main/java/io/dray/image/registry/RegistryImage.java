package io.dray.image.registry;

import io.dray.image.oci.Descriptor;
import io.dray.image.oci.OciBlobs;
import io.dray.linux.IoFailures;
import java.io.IOException;

/** An image that was found in a registry; its layers come when they are opened. */
public final class RegistryImage implements AutoCloseable {
    private final Descriptor manifest;
    private final RegistryBlobs blobs;

    RegistryImage(Descriptor manifest, RegistryBlobs blobs) {
        this.manifest = manifest;
        this.blobs = blobs;
    }

    /** Its manifest. */
    public Descriptor manifest() {
        return manifest;
    }

    /** Its blobs, the manifest included. */
    public OciBlobs blobs() {
        return blobs;
    }

    /** Removes what was downloaded and is imported now; without this a later attempt goes on with it. */
    public void discard() {
        try {
            blobs.discard();
        } catch (IOException e) {
            throw IoFailures.during("cannot clear the download of " + blobs.description() + " away", e);
        }
    }

    @Override
    public void close() {
        blobs.close();
    }
}
