package io.dray.attributes;

import java.util.List;

/**
 * The attribute files that one image, or the pod, contributes.
 *
 * @param name who contributes, as shown to people: {@code example.com/aci-redis:1}
 * @param files its attribute files; merged in the order of their paths, directory by directory
 */
public record AttributeLayer(String name, List<SourceFile> files) {
    public AttributeLayer {
        files = List.copyOf(files);
    }
}
