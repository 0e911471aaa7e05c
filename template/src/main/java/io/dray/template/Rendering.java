package io.dray.template;

import io.dray.template.value.ByteText;
import java.util.List;

/**
 * What a template rendered to.
 *
 * @param text the rendered text; bytes that are no UTF-8 are in it as {@link ByteText} keeps them
 * @param uses the attributes behind its lines, by output line, then in the order of reading; each once
 */
public record Rendering(String text, List<Use> uses) {
    public Rendering {
        uses = List.copyOf(uses);
    }

    /** The bytes of the rendered file. */
    public byte[] bytes() {
        return ByteText.encode(text);
    }
}
