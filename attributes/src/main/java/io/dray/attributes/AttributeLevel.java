package io.dray.attributes;

import java.util.Optional;

/** How near to one running app attributes stand: those of a later level win over those of an earlier one. */
public enum AttributeLevel {
    /** What the image depends on. */
    DEPENDENCIES("dependencies"),
    /** The image itself; within an image that is run also its dependencies, which precede it in the list. */
    IMAGE("image"),
    /** The pod that the app is part of. */
    POD("pod"),
    /** The environment: production, staging, a region. */
    ENVIRONMENT("environment"),
    /** The service that is run. */
    SERVICE("service"),
    /** The machine. */
    NODE("node");

    private final String written;

    AttributeLevel(String written) {
        this.written = written;
    }

    /** As options write it. */
    public String written() {
        return written;
    }

    /** The level of this name. */
    public static Optional<AttributeLevel> of(String written) {
        for (AttributeLevel level : values()) {
            if (level.written.equals(written)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** Whether its attributes are also there for other images, so that one template using none of them says nothing. */
    boolean isShared() {
        return this == DEPENDENCIES || this == ENVIRONMENT || this == NODE;
    }
}
