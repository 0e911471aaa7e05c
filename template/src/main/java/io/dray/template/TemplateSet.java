package io.dray.template;

import java.util.LinkedHashMap;
import java.util.Map;

/** Definitions that several templates share: the partials of an image. Immutable. */
public final class TemplateSet {
    private static final TemplateSet EMPTY = new TemplateSet(Map.of());

    private final Map<String, Body> bodies;

    private TemplateSet(Map<String, Body> bodies) {
        this.bodies = Map.copyOf(bodies);
    }

    /** No definitions. */
    public static TemplateSet empty() {
        return EMPTY;
    }

    /**
     * These definitions and those of another file, which win over those of the same name, unless they are empty (as in Go).
     *
     * @param name the file as shown to people
     * @throws io.dray.core.InvalidInputException for a file that does not parse
     */
    public TemplateSet with(String name, String text, Functions functions) {
        return with(Source.of(name, text, 1, 1, functions.dialect()), functions);
    }

    /** As the other, for a text that was prepared. */
    TemplateSet with(Source source, Functions functions) {
        return new TemplateSet(extendedBy(Template.parse(source, functions)));
    }

    /** All bodies of this set and the others, by name. */
    Map<String, Body> extendedBy(Map<String, Body> others) {
        Map<String, Body> all = new LinkedHashMap<>(bodies);
        for (Body body : others.values()) {
            if (!all.containsKey(body.name()) || !Node.isEmpty(body.nodes())) {
                all.put(body.name(), body);
            }
        }
        return all;
    }
}
