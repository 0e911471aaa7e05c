package io.dray.pod.plan;

import io.dray.image.manifest.App;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the manifest of a pod says of the pod as a whole.
 *
 * @param annotations those of appc
 * @param userAnnotations free text that never changes what happens
 * @param isolators limits of all its apps together
 */
public record PodFacts(
        Map<String, String> annotations, Map<String, String> userAnnotations, List<App.Isolator> isolators) {
    /** Nothing. */
    public static final PodFacts NONE = new PodFacts(Map.of(), Map.of(), List.of());

    public PodFacts {
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        userAnnotations = Collections.unmodifiableMap(new LinkedHashMap<>(userAnnotations));
        isolators = List.copyOf(isolators);
    }
}
