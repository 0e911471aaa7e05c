package io.dray.linux;

import io.dray.core.EnvironmentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** Whole directory trees with whatever names and depths they have. */
public final class FileTrees {
    /** Deeper directories are moved up before they are emptied: neither paths nor open files may grow without bound. */
    private static final int MAX_OPEN = 64;

    private FileTrees() {}

    /**
     * Removes the directory and everything in it; nothing happens if it is not there. No link is followed. A file system
     * mounted inside stops it.
     *
     * @throws EnvironmentException if something cannot be removed
     */
    public static void remove(Path directory) {
        Path parent = directory.toAbsolutePath().normalize().getParent();
        Path name = directory.toAbsolutePath().normalize().getFileName();
        if (parent == null || name == null) {
            throw new IllegalArgumentException("the root directory cannot be removed");
        }
        try (DirectoryHandle handle = DirectoryHandle.open(parent)) {
            ByteString child = ByteString.copyOf(name.toString().getBytes(Opening.fileNames()));
            Optional<FileStatus> status = handle.status(child);
            if (status.isEmpty()) {
                return;
            }
            if (status.get().isDirectory()) {
                new Removal(handle, child).run();
            } else {
                handle.removeFile(child);
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw IoFailures.during("cannot remove " + directory, e);
            }
        } catch (IOException e) {
            throw IoFailures.during("cannot remove " + directory, e);
        }
    }

    /** Removes a file, or a directory with everything in it, from a directory; nothing happens if it is not there. */
    public static void remove(DirectoryHandle parent, ByteString name) throws IOException {
        Optional<FileStatus> status = parent.status(name);
        if (status.isPresent() && status.get().isDirectory()) {
            new Removal(parent, name).run();
        } else if (status.isPresent()) {
            parent.removeFile(name);
        }
    }

    /** Removes everything in a directory, but not the directory itself. */
    public static void clear(Path directory) {
        try (DirectoryHandle handle = DirectoryHandle.open(directory)) {
            for (ByteString name : handle.names()) {
                remove(handle, name);
            }
        } catch (IOException e) {
            throw IoFailures.during("cannot clear " + directory, e);
        }
    }

    /** The way from the top to the directory being emptied, as open directories. */
    private static final class Removal {
        private final DirectoryHandle parent;
        private final ByteString top;
        private final Deque<Level> way = new ArrayDeque<>();
        private long moved;

        /** A directory with the names in it that are left, and those that were moved into it. */
        private record Level(
                DirectoryHandle directory, ByteString name, Iterator<ByteString> names, Deque<ByteString> moved) {
            Optional<ByteString> next() {
                return names.hasNext() ? Optional.of(names.next()) : Optional.ofNullable(moved.pollFirst());
            }
        }

        Removal(DirectoryHandle parent, ByteString top) {
            this.parent = parent;
            this.top = top;
        }

        void run() throws IOException {
            try {
                enter(parent, top);
                while (!way.isEmpty()) {
                    step(way.getLast());
                }
            } finally {
                for (Level level : way) {
                    level.directory.close();
                }
            }
        }

        private void enter(DirectoryHandle directory, ByteString name) throws IOException {
            DirectoryHandle entered = directory.openDirectory(name);
            way.addLast(new Level(entered, name, entered.names().iterator(), new ArrayDeque<>()));
        }

        private void step(Level level) throws IOException {
            Optional<ByteString> next = level.next();
            if (next.isEmpty()) {
                leave();
                return;
            }
            ByteString name = next.get();
            Optional<FileStatus> status = level.directory.status(name);
            if (status.isEmpty()) {
                return;
            }
            if (!status.get().isDirectory()) {
                level.directory.removeFile(name);
            } else if (way.size() < MAX_OPEN) {
                enter(level.directory, name);
            } else {
                moveUp(level, name);
            }
        }

        private void moveUp(Level level, ByteString name) throws IOException {
            Level first = way.getFirst();
            ByteString free = freeName(first.directory);
            level.directory.rename(name, first.directory, free);
            first.moved.addLast(free);
        }

        private ByteString freeName(DirectoryHandle directory) throws IOException {
            ByteString name;
            do {
                name = ByteString.of(".removed-" + moved++);
            } while (directory.status(name).isPresent());
            return name;
        }

        private void leave() throws IOException {
            Level done = way.removeLast();
            done.directory.close();
            DirectoryHandle above = way.isEmpty() ? parent : way.getLast().directory;
            above.removeDirectory(done.name);
        }
    }
}
