package io.dray.image.unpack;

import io.dray.linux.ByteString;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus;
import java.util.Arrays;
import java.util.Optional;

/** The first name of each plain file that has several, which may be nearly all of a tree. Not thread-safe. */
public final class FirstNames {
    private final NameTable files = new NameTable(NameBudget.unlimited());
    private final PathTable paths = new PathTable(NameBudget.unlimited());

    /** By the number of a file the number of its path. */
    private int[] names = new int[1];

    /** No names yet. */
    public FirstNames() {}

    /**
     * Takes a name of a file.
     *
     * @param path clean
     * @return the path that this file came with before; empty if it has not come, or has one name only
     */
    public Optional<ByteString> of(FileStatus status, ByteString path) {
        if (status.kind() != FileKind.FILE || status.identity().links() < 2) {
            return Optional.empty();
        }
        int known = files.size();
        int number = files.add(
                status.identity().inode(),
                ByteString.of(Long.toString(status.identity().device())));
        if (number < known) {
            return Optional.of(paths.path(names[number]));
        }
        if (number >= names.length) {
            names = Arrays.copyOf(names, number + number / 2 + 1);
        }
        names[number] = paths.add(path);
        return Optional.empty();
    }
}
