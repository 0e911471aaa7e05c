package io.dray.attributes;

import io.dray.core.InvalidInputException;
import java.util.List;

/** Renders an app's templates. */
public final class ConfigurationRenderer {
    private final AttributeTree attributes;
    private final List<SourceFile> templates;

    public ConfigurationRenderer(AttributeTree attributes, List<SourceFile> templates) {
        this.attributes = attributes;
        this.templates = List.copyOf(templates);
    }

    /** Renders all files, or throws for the first that fails. */
    public RenderedConfiguration render() {
        if (templates.isEmpty()) {
            return new RenderedConfiguration(List.of());
        }
        throw new InvalidInputException(
                "cannot render with " + attributes.values().size() + " attributes: this build cannot do it yet");
    }
}
