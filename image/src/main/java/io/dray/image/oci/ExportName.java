package io.dray.image.oci;

import io.dray.image.StoredImage;
import java.util.Map;

/** What Docker and its kin shall call an exported image. */
final class ExportName {
    private ExportName() {}

    /** The name it came with, or its appc name with what a repository or tag cannot hold replaced. */
    static String of(StoredImage image) {
        Map<String, String> annotations = image.manifest().annotations();
        String registry = annotations.getOrDefault(DockerAnnotations.REGISTRY, "");
        String repository = annotations.getOrDefault(DockerAnnotations.REPOSITORY, "");
        String tag = tag(annotations.getOrDefault(
                DockerAnnotations.TAG, image.labels().getOrDefault("version", OciReference.LATEST)));
        if (!repository.isEmpty()) {
            String host = registry.equals(OciReference.DEFAULT_REGISTRY) ? "docker.io" : registry;
            return (host.isEmpty() ? "" : host + "/") + repository + ":" + tag;
        }
        return image.name().replace('~', '_') + ":" + tag;
    }

    private static String tag(String text) {
        StringBuilder tag = new StringBuilder();
        for (int i = 0; i < text.length() && i < 128; i++) {
            char c = text.charAt(i);
            tag.append(OciReference.isTag("t" + c) ? c : '_');
        }
        return OciReference.isTag(tag.toString()) ? tag.toString() : "_" + tag;
    }
}
