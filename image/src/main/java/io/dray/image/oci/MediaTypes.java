package io.dray.image.oci;

import java.util.List;

/** The media types and annotations of OCI (image-spec, media-types.md, annotations.md) and Docker (schema 2). */
public final class MediaTypes {
    /** An OCI image index. */
    public static final String INDEX = "application/vnd.oci.image.index.v1+json";

    /** An OCI image manifest. */
    public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /** Docker's manifest list. */
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

    /** Docker's image manifest. */
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    /** All documents that can stand for an image, as a registry wants to hear them, the best first. */
    public static final List<String> ACCEPTED = List.of(INDEX, MANIFEST, DOCKER_LIST, DOCKER_MANIFEST);

    static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
    static final String LAYER_GZIP = LAYER + "+gzip";

    /** In an index: the tag or the whole name of an image. */
    static final String REF_NAME = "org.opencontainers.image.ref.name";

    /** On a manifest: the appc manifest that the image was made of, word for word. */
    static final String APPC_MANIFEST = "io.appc.manifest";

    private MediaTypes() {}

    static boolean isIndex(String mediaType) {
        return mediaType.equals(INDEX) || mediaType.equals(DOCKER_LIST);
    }

    static boolean isManifest(String mediaType) {
        return mediaType.equals(MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
    }

    static boolean isConfig(String mediaType) {
        return mediaType.equals(CONFIG) || mediaType.equals(DOCKER_CONFIG);
    }

    /** Whether the blob is a tar of files, in whatever compression, also one that registries do not hand out. */
    static boolean isLayer(String mediaType) {
        return mediaType.startsWith("application/vnd.oci.image.layer.")
                || mediaType.startsWith("application/vnd.docker.image.rootfs.");
    }
}
