package io.dray.attributes;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A configuration file, ready to be written into the image's root.
 *
 * @param target its absolute path in the image
 * @param content its bytes; not to be changed
 * @param mode its permission bits
 * @param uid its owner, when the template's settings name one
 * @param gid its group, when the template's settings name one
 * @param checkCommand a shell command that must succeed once the file is in place
 * @param lines the lines that depend on attributes, in order
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy of each file would only cost
public record RenderedFile(
        String target,
        byte[] content,
        int mode,
        OptionalInt uid,
        OptionalInt gid,
        Optional<String> checkCommand,
        List<LineOrigin> lines) {
    public RenderedFile {
        lines = List.copyOf(lines);
    }
}
