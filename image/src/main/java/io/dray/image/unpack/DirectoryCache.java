package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.Errno;
import io.dray.linux.ErrnoException;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The directories of a tree that were used last, held open. A path once resolved stays what it is, because unpacking never
 * replaces anything. Not thread-safe.
 */
final class DirectoryCache implements AutoCloseable {
    private static final int MAX_OPEN = 48;
    private static final int IMPLIED_MODE = 0755;

    private final DirectoryHandle root;
    private final Consumer<ByteString> implied;
    private final Map<ByteString, DirectoryHandle> open = new LinkedHashMap<>(MAX_OPEN, 0.75f, true);

    /**
     * A cache that opens below a root.
     *
     * @param implied told of each directory that was made because a path needs it
     */
    DirectoryCache(DirectoryHandle root, Consumer<ByteString> implied) {
        this.root = root;
        this.implied = implied;
    }

    /** The directory, made with all above it if it is not there. Valid until the next call. */
    DirectoryHandle need(ByteString path) throws IOException {
        if (path.isEmpty()) {
            return root;
        }
        DirectoryHandle known = open.get(path);
        return known == null ? remember(path, openOrMake(path)) : known;
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
            if (e.errno() != Errno.ENOENT) {
                throw explained(e);
            }
        }
        ByteString name = path.name();
        DirectoryHandle parent = need(path.parent());
        try {
            parent.makeDirectory(name);
            parent.changeMode(name, IMPLIED_MODE);
            implied.accept(path);
            return parent.openDirectory(name);
        } catch (ErrnoException e) {
            throw explained(e);
        }
    }

    /** What stands in the way of a path is the archive's fault, not the machine's. */
    private static IOException explained(ErrnoException e) {
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
            eldest.close();
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
