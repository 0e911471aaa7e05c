package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarReader;
import io.dray.image.tar.TarType;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.Errno;
import io.dray.linux.ErrnoException;
import io.dray.linux.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the entries of an archive into an empty directory, one after the other. Links on the way to an entry mean what they
 * would mean if the directory were the root; the entry itself never replaces anything. Not thread-safe.
 */
public final class TreeUnpacker implements EntrySink, AutoCloseable {
    /** What is said of a name that is taken. */
    static final String SECOND = "there is another entry of that name";

    /** What the usual file systems say of a directory that is not long. */
    private static final long DIRECTORY_BYTES = 4096;

    private static final long MAX_COPY_NAMES = 16 << 20;

    private final DirectoryHandle root;
    private final DirectoryCache directories;
    private final FileQueue queue = new FileQueue();
    private final PlainFileWriter files;

    private final LateDirectories late;

    /** Copies of files of lower layers, by the path there, so that two links to one file are one file. */
    private final Map<ByteString, ByteString> copies = new HashMap<>();

    private final NameBudget copyNames =
            new NameBudget("the names of its links to lower layers' files", MAX_COPY_NAMES);

    private final PathWalk walk;
    private final LowerTrees lower;
    private boolean standsAlone = true;
    private long linkBytes;

    /** Opens the directory, which must be empty. */
    public TreeUnpacker(Path directory, UnpackLimits limits) throws IOException {
        this(directory, LowerTrees.none(), limits);
    }

    /** Opens the directory, which must be empty and will lie above these layers; they stay the caller's. */
    TreeUnpacker(Path directory, LowerTrees lower, UnpackLimits limits) throws IOException {
        this.files = new PlainFileWriter(queue, limits);
        this.root = DirectoryHandle.open(directory);
        this.lower = lower;
        this.late = new LateDirectories(root);
        this.walk = new PathWalk(root, lower, late, new Consulting());
        this.directories = new DirectoryCache(root, walk, queue);
    }

    /** Takes notice of what the walk does on its own. */
    private final class Consulting implements PathWalk.Listener {
        @Override
        public void consulted() {
            standsAlone = false;
        }
    }

    @Override
    public void add(ByteString path, TarEntry entry, ByteString target, TarReader data) throws IOException {
        EntryRules.check(entry);
        Map<String, byte[]> attributes = EntryRules.attributes(entry);
        if (entry.type() == TarType.DIRECTORY) {
            addDirectory(path, entry, attributes);
            return;
        }
        if (path.isEmpty()) {
            throw new InvalidInputException("the root is not a directory");
        }
        ByteString name = path.name();
        DirectoryHandle parent = directories.need(path.parent());
        if (entry.type() == TarType.FILE) {
            ByteString place = directories.resolved(path.parent()).resolve(name);
            files.write(parent, place, entry, attributes, data);
            return;
        }
        try {
            switch (entry.type()) {
                case LINK -> {
                    parent.makeLink(name, entry.target());
                    linkBytes += entry.target().length();
                }
                case HARD_LINK -> addHardLink(parent, path, target);
                case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO ->
                    parent.makeNode(name, entry.type().kind(), entry.device());
                case FILE, DIRECTORY -> throw new IllegalStateException("handled above");
            }
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EEXIST) {
                throw new InvalidInputException(SECOND, null, e);
            } else if (e.errno() == Errno.EMLINK) {
                throw new InvalidInputException("its file has as many names as this file system allows", null, e);
            }
            throw e;
        }
        if (entry.type() != TarType.HARD_LINK) {
            FileDress.dress(parent, name, entry, attributes);
        }
    }

    private void addDirectory(ByteString path, TarEntry entry, Map<String, byte[]> attributes) throws IOException {
        if (late.has(path)) {
            throw new InvalidInputException(SECOND);
        }
        DirectoryHandle parent = path.isEmpty() ? root : directories.need(path.parent());
        ByteString name = path.isEmpty() ? DirectoryHandle.SELF : path.name();
        if (!path.isEmpty()) {
            makeDirectory(parent, name);
        }
        late.add(path, entry);
        if (!entry.owner().equals(TarEntry.Owner.ROOT)) {
            parent.changeOwner(name, entry.owner().uid(), entry.owner().gid());
        }
        parent.changeMode(name, late.modeNow(path, entry.mode()));
        FileDress.changeAttributes(parent, name, late.attributesNow(path, attributes));
    }

    private static void makeDirectory(DirectoryHandle parent, ByteString name) throws IOException {
        try {
            parent.makeDirectory(name);
        } catch (ErrnoException e) {
            boolean implied = e.errno() == Errno.EEXIST
                    && parent.status(name).map(FileStatus::isDirectory).orElse(false);
            if (!implied) {
                if (e.errno() == Errno.EEXIST) {
                    throw new InvalidInputException(SECOND, null, e);
                }
                throw e;
            }
        }
    }

    private void addHardLink(DirectoryHandle parent, ByteString path, ByteString target) throws IOException {
        ByteString name = path.name();
        if (target.isEmpty()) {
            throw new InvalidInputException("it is a hard link to the root");
        }
        await();
        if (!lower.isEmpty() && linkToLower(parent, path, target)) {
            return;
        }
        try (DirectoryHandle directory = directories.openFresh(target.parent())) {
            Optional<FileStatus> status = directory.status(target.name());
            if (status.isEmpty() || status.get().isWhiteout()) {
                throw new InvalidInputException(
                        "it is a hard link to " + target.brief() + ", which is not an earlier entry");
            }
            if (status.get().isDirectory()) {
                throw new InvalidInputException("it is a hard link to the directory " + target);
            }
            parent.makeHardLink(name, directory, target.name());
        }
    }

    /** Copies a file that only a lower layer has: layers never share files. */
    private boolean linkToLower(DirectoryHandle parent, ByteString path, ByteString target) throws IOException {
        ByteString place = walk.locate(target);
        if (status(place).isPresent()) {
            return false;
        }
        ByteString copy = copies.get(place);
        if (copy != null) {
            try (DirectoryHandle directory = directories.openFresh(copy.parent())) {
                parent.makeHardLink(path.name(), directory, copy.name());
            }
            return true;
        }
        Optional<LowerTrees.Found> found = walk.below(place);
        if (found.isEmpty() || found.get().status().isDirectory()) {
            return false;
        }
        standsAlone = false;
        files.copyLower(found.get(), parent, path.name());
        ByteString made = directories.resolved(path.parent()).resolve(path.name());
        copyNames.spend(place);
        copyNames.spend(made);
        copies.put(place, made);
        return true;
    }

    /** What this tree itself has at a path without links on its way. */
    private Optional<FileStatus> status(ByteString path) throws IOException {
        try (DirectoryHandle directory = root.openInRoot(path.parent())) {
            return directory.status(path.name());
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public boolean hasDirectory(ByteString path) {
        return late.has(path);
    }

    /** Bytes of all plain files written so far. */
    public long size() {
        return files.size();
    }

    /** What a listing of the tree adds up to so far: plain files, targets of links, and a block for each directory. */
    public long treeSize() {
        return files.apparentSize() + linkBytes + late.count() * DIRECTORY_BYTES;
    }

    /** Whether the files are the same whatever layers lie beneath. */
    boolean standsAlone() {
        return standsAlone;
    }

    /** The directory's own handle; valid until this is closed. */
    DirectoryHandle root() {
        return root;
    }

    PathWalk walk() {
        return walk;
    }

    DirectoryCache directories() {
        return directories;
    }

    /** What lies beneath decides something from now on. */
    void dependOnLower() {
        standsAlone = false;
    }

    /** Waits until all files of the entries so far are there. */
    void await() throws IOException {
        queue.await();
    }

    /** Gives the directories what they get last; nothing may be added afterwards. */
    public void finish() throws IOException {
        await();
        late.finish(directories);
    }

    @Override
    public void close() throws IOException {
        queue.close();
        directories.close();
        root.close();
    }
}
