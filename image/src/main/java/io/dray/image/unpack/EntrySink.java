package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarReader;
import io.dray.linux.ByteString;
import java.io.IOException;

/** Takes the files of an archive, one after the other. */
public interface EntrySink {
    /**
     * Takes one entry.
     *
     * @param path a clean path, see {@link EntryPaths}; empty for the root itself
     * @param target of a hard link the clean path of the other name; otherwise not looked at
     * @param data the reader that stands at the entry's data
     * @throws InvalidInputException if the entry breaks a rule; the message says which
     */
    void add(ByteString path, TarEntry entry, ByteString target, TarReader data) throws IOException;

    /** Whether an entry, not only the path of another, made this directory. */
    boolean hasDirectory(ByteString path);
}
