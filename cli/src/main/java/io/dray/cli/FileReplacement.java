package io.dray.cli;

import io.dray.attributes.RenderedFile;
import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.Errno;
import io.dray.linux.ErrnoException;
import io.dray.linux.FileHandle;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces many files below a directory as if at once: all are written aside and synced, then renamed; until {@link #keep}, the
 * old files exist under a second name, and closing brings them back. Links are followed as if the directory were the root, so
 * that nothing outside is reached. What earlier replacements left that were killed goes away. Not thread-safe.
 */
final class FileReplacement implements AutoCloseable {
    private static final int DIRECTORY_MODE = 0755;
    private static final int MAX_LINKS = 8;
    private static final ByteString UP = ByteString.of("..");

    private final DirectoryHandle root;
    private final List<Pending> pending = new ArrayList<>();
    private final Set<String> swept = new HashSet<>();
    /** The directories that were made, by their paths, inner ones last. */
    private final List<String> made = new ArrayList<>();

    private boolean kept;

    /** A file that is written aside; the names are all in its directory. */
    private static final class Pending {
        final DirectoryHandle directory;
        final ByteString name;
        final ByteString aside;
        final ByteString backup;
        boolean backedUp;
        boolean replaced;

        Pending(DirectoryHandle directory, ByteString name, int number) {
            this.directory = directory;
            this.name = name;
            this.aside = AsideName.added(number);
            this.backup = AsideName.replaced(number);
        }
    }

    FileReplacement(DirectoryHandle root) {
        this.root = root;
    }

    /** Makes a directory that is not there; one that is stays as it is. */
    void directory(String path, int mode) throws IOException {
        ensured(path, mode, 0).close();
    }

    /** Writes a file aside, with the owner and mode it will have. */
    void prepare(RenderedFile file) throws IOException {
        Pending next = locate(file.target());
        pending.add(next);
        remove(next.directory, next.aside);
        try (FileHandle handle = next.directory.createFile(next.aside)) {
            handle.write(file.content(), 0, file.content().length);
        }
        if (file.uid().isPresent() || file.gid().isPresent()) {
            FileStatus now = next.directory.status(next.aside).orElseThrow();
            next.directory.changeOwner(
                    next.aside,
                    file.uid().isPresent() ? file.uid().getAsInt() : now.uid(),
                    file.gid().isPresent() ? file.gid().getAsInt() : now.gid());
        }
        // after the change of owner, which clears set-uid bits
        next.directory.changeMode(next.aside, file.mode());
    }

    /** Puts all prepared files in their places. */
    void replace() throws IOException {
        root.syncFileSystem();
        for (Pending next : pending) {
            if (next.directory.status(next.name).isPresent()) {
                next.directory.makeHardLink(next.backup, next.directory, next.name);
                next.backedUp = true;
            }
            next.directory.rename(next.aside, next.directory, next.name);
            next.replaced = true;
        }
    }

    /** Gives the old files up. */
    void keep() throws IOException {
        kept = true;
        for (Pending done : pending) {
            if (done.backedUp) {
                done.directory.removeFile(done.backup);
            }
        }
        root.syncFileSystem();
    }

    @Override
    public void close() throws IOException {
        for (Pending each : pending) {
            if (!kept) {
                undo(each);
            }
            each.directory.close();
        }
        for (String path : kept ? List.<String>of() : made.reversed()) {
            removeMade(path);
        }
    }

    private void removeMade(String path) throws IOException {
        try (DirectoryHandle parent = root.openInRoot(ByteString.of(parent(path)))) {
            parent.removeDirectory(name(path));
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOTEMPTY && e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }

    private static void undo(Pending each) throws IOException {
        if (each.replaced && each.backedUp) {
            each.directory.rename(each.backup, each.directory, each.name);
        } else if (each.replaced) {
            each.directory.removeFile(each.name);
        } else {
            remove(each.directory, each.aside);
            remove(each.directory, each.backup);
        }
    }

    private static void remove(DirectoryHandle directory, ByteString name) throws IOException {
        if (directory.status(name).isPresent()) {
            directory.removeFile(name);
        }
    }

    /** Where the file really is, once all links on the way and at its end are followed. */
    private Pending locate(String target) throws IOException {
        String path = target;
        for (int links = 0; links < MAX_LINKS; links++) {
            int slash = path.lastIndexOf('/');
            String parent = path.substring(0, Math.max(slash, 0));
            ByteString name = ByteString.of(path.substring(slash + 1));
            DirectoryHandle directory = ensured(parent, DIRECTORY_MODE, 0);
            if (swept.add(parent)) {
                AsideName.removeAbandoned(directory);
            }
            Optional<FileStatus> status = directory.status(name);
            if (status.isEmpty() || status.get().kind() == FileKind.FILE) {
                return new Pending(directory, name, pending.size());
            }
            try (directory) {
                if (status.get().kind() != FileKind.LINK) {
                    throw new InvalidInputException(
                            "cannot write " + target + " below " + root
                                    + ": there is something else than a plain file of that name",
                            "remove it, or write into another directory");
                }
                path = followed(parent, directory.readLink(name));
            }
        }
        throw tooManyLinks(target);
    }

    private static String followed(String parent, ByteString link) {
        String target = link.toText();
        return target.startsWith("/") ? target : parent + "/" + target;
    }

    private InvalidInputException tooManyLinks(String target) {
        return new InvalidInputException(
                "cannot write " + target + " below " + root + ": too many links",
                "perhaps they lead to each other: remove one");
    }

    /** Opens a directory, and makes it and those around it if need be; a link that leads nowhere yet leads there then. */
    private DirectoryHandle ensured(String path, int mode, int links) throws IOException {
        String relative = relative(path);
        try {
            return root.openInRoot(ByteString.of(relative));
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ELOOP || links > MAX_LINKS) {
                throw tooManyLinks("/" + relative);
            } else if (e.errno() != Errno.ENOENT || relative.isEmpty()) {
                throw e;
            }
        }
        ByteString name = name(relative);
        String around = parent(relative);
        try (DirectoryHandle parent = ensured(around, DIRECTORY_MODE, links)) {
            if (name.equals(DirectoryHandle.SELF) || name.equals(UP)) {
                return root.openInRoot(ByteString.of(relative));
            }
            Optional<FileStatus> status = parent.status(name);
            if (status.isPresent() && status.get().kind() == FileKind.LINK) {
                return ensured(followed(around, parent.readLink(name)), mode, links + 1);
            } else if (status.isEmpty()) {
                parent.makeDirectory(name);
                made.add(relative);
                parent.changeMode(name, mode);
            }
            return parent.openDirectory(name);
        }
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    private static ByteString name(String path) {
        return ByteString.of(path.substring(path.lastIndexOf('/') + 1));
    }

    /** Without slashes around it. What {@code ..} in it means, only the links on the way say. */
    private static String relative(String path) {
        int start = 0;
        int end = path.length();
        while (start < end && path.charAt(start) == '/') {
            start++;
        }
        while (end > start && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(start, end);
    }
}
