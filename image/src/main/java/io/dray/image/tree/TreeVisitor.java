package io.dray.image.tree;

import io.dray.linux.ByteString;
import java.io.IOException;

/** Is shown a merged tree, directory by directory, otherwise by the bytes of the names. */
public interface TreeVisitor {
    /** A file that is to be seen; a directory comes before what is in it. */
    void file(MergedFile file) throws IOException;

    /** A path of lower layers that is deleted with all it holds. */
    default void deleted(ByteString path) throws IOException {}

    /** The directory that came last shows nothing of lower layers' directories of that name. */
    default void replaced(ByteString path) throws IOException {}

    /** All that is in a directory came. */
    default void left(MergedFile directory) throws IOException {}
}
