package io.dray.attributes;

import java.util.List;

/**
 * What is around the files that are looked at, and is not itself looked at for mistakes.
 *
 * @param templates further templates and partials that use attributes, their paths relative to {@code templates/}
 * @param scripts the texts of scripts that may set attributes when they run
 * @param absent the images that may use or set attributes, and could not be looked at
 */
public record LintBackground(List<SourceFile> templates, List<String> scripts, List<String> absent) {
    /** Nothing. */
    public static final LintBackground NONE = new LintBackground(List.of(), List.of(), List.of());

    /** How a script that writes attributes names their directory. */
    private static final String DIRECTORY = "attributes";

    public LintBackground {
        templates = List.copyOf(templates);
        scripts = List.copyOf(scripts);
        absent = List.copyOf(absent);
    }

    /** Whether a script writes attributes and mentions this key: its first and its last name. */
    boolean mayBeSetByScript(List<String> key) {
        for (String script : scripts) {
            if (script.contains(DIRECTORY) && script.contains(key.getFirst()) && script.contains(key.getLast())) {
                return true;
            }
        }
        return false;
    }
}
