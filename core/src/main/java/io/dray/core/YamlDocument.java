package io.dray.core;

import io.dray.core.YamlNode.Mark;
import java.util.List;
import java.util.Optional;

/**
 * A document that was read.
 *
 * @param root its value; empty for a document without content
 * @param warnings what is read otherwise than it looks, or than another reader of YAML would read it; in file order
 */
public record YamlDocument(Optional<YamlNode> root, List<Warning> warnings) {
    /**
     * Something that is probably not meant.
     *
     * @param mark where it stands
     * @param text what is odd, and how to write it
     */
    public record Warning(Mark mark, String text) {
        /** One line that begins with {@code file:line}. */
        @Override
        public String toString() {
            return mark + ": " + text;
        }
    }

    public YamlDocument {
        warnings = List.copyOf(warnings);
    }
}
