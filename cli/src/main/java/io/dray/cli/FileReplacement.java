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

    private final DirectoryHandle root;
    private final List<Pending> pending = new ArrayList<>();
    private final Set<String> swept = new HashSet<>();
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
        ensured(path, mode).close();
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
            DirectoryHandle directory = ensured(parent, DIRECTORY_MODE);
            if (swept.add(parent)) {
                AsideName.removeAbandoned(directory);
            }
            Optional<FileStatus> status = directory.status(name);
            if (status.isEmpty() || status.get().kind() == FileKind.FILE) {
                return new Pending(directory, name, pending.size());
            }
            try (directory) {
                if (status.get().kind() != FileKind.LINK) {
                    throw new InvalidInputException("cannot write " + target + " below " + root
                            + ": there is something else than a plain file of that name");
                }
                String link = directory.readLink(name).toText();
                path = link.startsWith("/") ? link : parent + "/" + link;
            }
        }
        throw new InvalidInputException("cannot write " + target + " below " + root + ": too many links");
    }

    private DirectoryHandle ensured(String path, int mode) throws IOException {
        String relative = relative(path);
        try {
            return root.openInRoot(ByteString.of(relative));
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT || relative.isEmpty()) {
                throw e;
            }
        }
        int slash = relative.lastIndexOf('/');
        ByteString name = ByteString.of(relative.substring(slash + 1));
        try (DirectoryHandle parent = ensured(relative.substring(0, Math.max(slash, 0)), DIRECTORY_MODE)) {
            parent.makeDirectory(name);
            parent.changeMode(name, mode);
            return parent.openDirectory(name);
        }
    }

    private static String relative(String path) {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return path.substring(start);
    }
}
