package io.dray.image.oci;

import io.dray.core.InvalidInputException;
import io.dray.image.unpack.UnpackLimits;

/** What a reference leads to: one image, or a choice of several. */
public sealed interface OciDocument {
    /**
     * One image.
     *
     * @param manifest its manifest
     */
    record Image(OciManifest manifest) implements OciDocument {}

    /**
     * A choice of images.
     *
     * @param index what there is to choose from
     */
    record Choice(OciIndex index) implements OciDocument {}

    /** No document may be longer, in bytes. */
    int MAX_LENGTH = UnpackLimits.MAX_MANIFEST;

    /**
     * Reads a manifest or an index, OCI's or Docker's. What it is, its own fields say; whatever its source calls it has to
     * agree, because another reader might go by that (image-spec, manifest.md, CVE-2021-41190).
     *
     * @param descriptor what the document was announced to be
     * @throws InvalidInputException if it is neither, or both
     */
    static OciDocument parse(Descriptor descriptor, byte[] content) {
        OciFields fields = OciFields.parse("manifest " + descriptor, content);
        boolean isIndex = fields.has("manifests");
        if (isIndex && (fields.has("layers") || fields.has("config"))) {
            throw new InvalidInputException(fields.place() + ": it is a manifest and an index at once");
        }
        checkType(fields, descriptor.mediaType(), isIndex);
        checkType(fields, fields.textOrEmpty("mediaType"), isIndex);
        return isIndex ? new Choice(OciIndex.from(fields)) : new Image(OciManifest.from(fields));
    }

    private static void checkType(OciFields fields, String mediaType, boolean isIndex) {
        boolean contradicts = isIndex ? MediaTypes.isManifest(mediaType) : MediaTypes.isIndex(mediaType);
        if (contradicts) {
            throw fields.invalid(
                    "mediaType", "it is said to be " + mediaType + " but is " + (isIndex ? "an index" : "none"));
        }
    }
}
