package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.Errno;
import io.dray.linux.ErrnoException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The directories of a tree that were used last, held open. A path once resolved stays what it is, because unpacking never
 * replaces a directory. Not thread-safe.
 */
final class DirectoryCache implements AutoCloseable {
    private static final int MAX_OPEN = 48;

    private final DirectoryHandle root;
    private final PathWalk walk;
    private final FileQueue files;
    private final Map<ByteString, DirectoryHandle> open = new LinkedHashMap<>(MAX_OPEN, 0.75f, true);

    /** Paths that a link of a lower layer leads elsewhere. */
    private final Map<ByteString, ByteString> elsewhere = new HashMap<>();

    /**
     * @param files who may still use handles that are given up
     */
    DirectoryCache(DirectoryHandle root, PathWalk walk, FileQueue files) {
        this.root = root;
        this.walk = walk;
        this.files = files;
    }

    /** The directory, made with all above it if it is not there. Valid until the next call. */
    DirectoryHandle need(ByteString path) throws IOException {
        if (path.isEmpty()) {
            return root;
        }
        DirectoryHandle known = open.get(path);
        return known == null ? remember(path, openOrMake(path)) : known;
    }

    /** Where in the tree a directory lies that {@link #need} gave; links of the tree itself may be on the way. */
    ByteString resolved(ByteString path) {
        return elsewhere.getOrDefault(path, path);
    }

    /** The directory as it is now, to be closed by the caller. */
    DirectoryHandle openFresh(ByteString path) throws IOException {
        try {
            return root.openInRoot(path);
        } catch (ErrnoException e) {
            throw explained(e);
        }
    }

    private DirectoryHandle openOrMake(ByteString path) throws IOException {
        try {
            return root.openInRoot(path);
        } catch (ErrnoException e) {
            // ENOTDIR: a whiteout may stand in the way
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
                throw explained(e);
            }
        }
        // a file that is not there yet may be in the way
        files.await();
        try {
            ByteString made = walk.make(path);
            if (!made.equals(path)) {
                elsewhere.put(path, made);
            }
            return root.openInRoot(made);
        } catch (ErrnoException e) {
            throw explained(e);
        }
    }

    /** What stands in the way of a path is the archive's fault, not the machine's. */
    static IOException explained(ErrnoException e) {
        return switch (e.errno()) {
            case ELOOP -> throw new InvalidInputException("links in its path go round in circles", null, e);
            case ENOTDIR -> throw new InvalidInputException("a part of its path is not a directory", null, e);
            case EEXIST -> throw new InvalidInputException("a link in its path leads to nothing", null, e);
            case ENOENT -> throw new InvalidInputException("its path leads to nothing", null, e);
            case ENAMETOOLONG -> throw new InvalidInputException("its path is too long", null, e);
            default -> e;
        };
    }

    private DirectoryHandle remember(ByteString path, DirectoryHandle handle) throws IOException {
        if (open.size() >= MAX_OPEN) {
            Iterator<DirectoryHandle> handles = open.values().iterator();
            DirectoryHandle eldest = handles.next();
            handles.remove();
            files.afterwards(eldest::close);
        }
        open.put(path, handle);
        return handle;
    }

    @Override
    public void close() throws IOException {
        for (DirectoryHandle handle : open.values()) {
            handle.close();
        }
        open.clear();
    }
}
