package io.dray.attributes;

import io.dray.core.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of an app, merged from all layers. Immutable. */
public final class AttributeTree {
    private AttributeTree() {}

    /** Merges the layers, weakest first. */
    public static AttributeTree merge(List<AttributeLayer> layers, Optional<String> overrideJson) {
        if (layers.isEmpty() && overrideJson.isEmpty()) {
            return new AttributeTree();
        }
        throw new InvalidInputException("cannot merge attributes: this build cannot do it yet");
    }

    /** The merged attributes. */
    public Map<String, Object> values() {
        return Map.of();
    }

    /** Where the value under this key was written. */
    public Optional<Origin> origin(String dottedKey) {
        return Optional.empty();
    }

    /** What looks like a mistake, one line each. */
    public List<String> warnings() {
        return List.of();
    }
}
