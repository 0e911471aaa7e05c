package io.dray.image.oci;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;

/** Digests in the spelling of OCI, {@code sha256:<hex>} (image-spec, descriptor.md, "Digests"). */
public final class OciDigests {
    private OciDigests() {}

    /**
     * Reads {@code sha256:<hex>} or {@code sha512:<hex>} and nothing else, so that what comes out is also safe as a part of
     * a path.
     *
     * @throws InvalidInputException for anything else
     */
    public static Digest parse(String text) {
        if (text.indexOf(':') < 0) {
            throw new InvalidInputException("'" + text + "' is not a digest such as sha256:<64 hexadecimal digits>");
        }
        return Digest.parse(text);
    }
}
