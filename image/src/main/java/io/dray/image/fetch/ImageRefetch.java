package io.dray.image.fetch;

import io.dray.core.Digest;
import io.dray.core.DrayException;
import io.dray.core.MissingException;
import io.dray.core.OperationFailedException;
import io.dray.image.ImageSupplier;
import io.dray.image.StoredImage;
import io.dray.image.fetch.ImageAddress.FileAddress;
import io.dray.image.fetch.ImageAddress.LocalOciAddress;
import io.dray.image.fetch.ImageAddress.RegistryAddress;
import io.dray.image.oci.OciImport;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Gets an image again from where it came from. Nothing but this image is let in, which its ID shows; so it needs no signature a
 * second time, and stays in the store as it was.
 */
public final class ImageRefetch implements ImageSupplier {
    private final FetchTools tools;
    private final FetchListener listener;
    private final String program;

    /**
     * A supplier.
     *
     * @param program how the program is called, for hints
     */
    public ImageRefetch(FetchTools tools, FetchListener listener, String program) {
        this.tools = tools;
        this.listener = listener;
        this.program = program;
    }

    @Override
    public void supply(StoredImage image) {
        FetchPolicy policy = new FetchPolicy(
                PullPolicy.AGAIN, PullPolicy.NEVER, false, false, Optional.empty(), program + " image verify");
        Gatekeeper gatekeeper = Gatekeeper.repairing(image, tools, policy, listener);
        Optional<byte[]> manifest = image.file(OciImport.MANIFEST_FILE);
        try {
            ImageAddress address = address(image);
            if (address instanceof RegistryAddress registry && manifest.isPresent()) {
                new RegistryFetch(tools, policy, listener, gatekeeper)
                        .fetch(registry, Digest.of(Digest.Algorithm.SHA256, manifest.get()));
            } else {
                new SingleFetch(tools, policy, listener, gatekeeper).fetch(address);
            }
        } catch (DrayException e) {
            throw new OperationFailedException(
                    "cannot repair image " + image.displayName() + ": " + e.getMessage(),
                    e.hint().orElse(otherwise(image)),
                    e);
        }
    }

    private ImageAddress address(StoredImage image) {
        String source = image.origin().source();
        Optional<ImageAddress> address = parse(source);
        if (address.isPresent() && isThere(address.get(), image)) {
            return address.get();
        }
        throw new MissingException(
                "what it came from, " + (source.isEmpty() ? "an unknown place" : source) + ", is not there",
                image.origin().builtHere() ? "build it again" : otherwise(image));
    }

    private static Optional<ImageAddress> parse(String source) {
        try {
            return source.isEmpty() ? Optional.empty() : Optional.of(ImageAddress.parse(source));
        } catch (DrayException _) {
            // an archive in OCI's form that is gone
            return Optional.empty();
        }
    }

    /** What was built here no server has. */
    private static boolean isThere(ImageAddress address, StoredImage image) {
        return address instanceof FileAddress(var path)
                ? Files.isRegularFile(path)
                : address instanceof LocalOciAddress || !image.origin().builtHere();
    }

    private String otherwise(StoredImage image) {
        return program + " image rm " + image.id() + ", and get the image again";
    }
}
