package io.dray.image.tree;

import io.dray.linux.ByteString;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus;
import java.nio.file.Path;

/**
 * A file of a merged tree.
 *
 * @param path from the root, without a leading slash; empty for the root itself
 * @param tree the tree that it is taken from: of a directory the topmost that has it
 * @param status what it is there
 */
public record MergedFile(ByteString path, Path tree, FileStatus status) {
    private static final ByteString TEMPORARY = ByteString.of("tmp/");

    /** The path as it is written in manifests, {@code /etc/passwd}. */
    public String absolutePath() {
        return "/" + path.toText();
    }

    /** Whether the file gets into an archive: sockets do not, nor does what lies below {@code /tmp}. */
    public boolean isArchived() {
        return status.kind() != FileKind.SOCKET && !path.startsWith(TEMPORARY);
    }
}
