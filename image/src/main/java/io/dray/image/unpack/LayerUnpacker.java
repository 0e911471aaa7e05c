package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarReader;
import io.dray.image.tar.TarType;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus;
import io.dray.linux.FileStatus.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Unpacks one OCI layer into a directory that overlayfs can use as it is (image-spec, layer.md): {@code .wh.x} becomes the
 * character device 0:0 named {@code x}, {@code .wh..wh..opq} an attribute of its directory. Both act on lower layers only,
 * wherever they stand in the archive. Not thread-safe.
 */
public final class LayerUnpacker implements AutoCloseable {
    private static final ByteString WHITEOUT = ByteString.of(".wh.");
    private static final ByteString OPAQUE = ByteString.of(".wh..wh..opq");

    /** What aufs kept for itself and old tools packed too. */
    private static final ByteString LEFTOVER = ByteString.of(".wh..wh.");

    private static final ByteString EMPTY = ByteString.of("");

    private final TreeUnpacker tree;
    private final LowerTrees lower;
    private final UnpackLimits limits;
    private boolean hasWhiteouts;
    private boolean hidesAll;

    /**
     * Opens the directory.
     *
     * @param directory empty
     * @param lower the layers beneath; closed by who opened them
     */
    public LayerUnpacker(Path directory, LowerTrees lower, UnpackLimits limits) throws IOException {
        this.tree = new TreeUnpacker(directory, lower, limits);
        this.lower = lower;
        this.limits = limits;
    }

    /**
     * The same for a directory whose files are to be merged into another tree, not mounted: {@link #opaque} alone says which
     * directories hide what is below them.
     */
    public static LayerUnpacker forMerging(Path directory, LowerTrees lower, UnpackLimits limits) throws IOException {
        LayerUnpacker unpacker = new LayerUnpacker(directory, lower, limits);
        unpacker.tree.walk().stopMarking();
        return unpacker;
    }

    /** Writes all entries up to the end mark. */
    public void unpack(TarReader archive) throws IOException {
        EntryLoop.run(archive, limits, entry -> add(entry, archive));
    }

    private void add(TarEntry entry, TarReader archive) throws IOException {
        ByteString path = EntryPaths.clean(entry.name());
        if (isLeftover(path)) {
            return;
        }
        if (path.name().startsWith(WHITEOUT)) {
            addWhiteout(path, entry);
            return;
        }
        ByteString target = entry.type() == TarType.HARD_LINK ? hardLinkTarget(entry) : EMPTY;
        if (!path.isEmpty()) {
            makeRoom(path, entry.type());
        }
        tree.add(path, entry, target, archive);
    }

    private static ByteString hardLinkTarget(TarEntry entry) {
        try {
            ByteString target = EntryPaths.clean(entry.target());
            if (target.name().startsWith(WHITEOUT)) {
                throw new InvalidInputException("it is a whiteout");
            }
            return target;
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    "it is a hard link to " + entry.target().brief() + ", and of that " + e.getMessage(), null, e);
        }
    }

    /** Anything in or below what aufs kept, except for the marks of opaque directories. */
    private static boolean isLeftover(ByteString path) {
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            boolean last = slash < 0;
            ByteString name = path.substring(start, last ? path.length() : slash);
            if (name.startsWith(LEFTOVER) && !(last && name.equals(OPAQUE))) {
                return true;
            }
            if (last) {
                return false;
            }
            start = slash + 1;
        }
        return false;
    }

    private void addWhiteout(ByteString path, TarEntry entry) throws IOException {
        if (entry.type() != TarType.FILE) {
            throw new InvalidInputException("it is a whiteout but not a plain file");
        }
        if (path.name().equals(OPAQUE)) {
            hideLower(path.parent());
            return;
        }
        ByteString name = path.name().substring(WHITEOUT.length(), path.name().length());
        if (name.isEmpty() || name.is(".") || name.is("..")) {
            throw new InvalidInputException("it is a whiteout of '" + name + "'");
        }
        hide(path.parent(), name);
    }

    private void hide(ByteString directory, ByteString name) throws IOException {
        DirectoryHandle parent = tree.directories().need(directory);
        tree.await();
        Optional<FileStatus> own = parent.status(name);
        if (own.isEmpty()) {
            parent.makeNode(name, FileKind.CHARACTER_DEVICE, Device.NONE);
            hasWhiteouts = true;
        } else if (own.get().isDirectory()) {
            makeOpaque(parent, directory, name);
        }
    }

    private void hideLower(ByteString directory) throws IOException {
        if (directory.isEmpty()) {
            hideAll();
            return;
        }
        tree.directories().need(directory);
        DirectoryHandle parent = tree.directories().need(directory.parent());
        ByteString name = directory.name();
        if (parent.status(name).map(FileStatus::isDirectory).orElse(false)) {
            makeOpaque(parent, directory.parent(), name);
        } else {
            ByteString place = tree.directories().resolved(directory);
            makeOpaque(tree.directories().need(place.parent()), place.parent(), place.name());
        }
    }

    private void makeOpaque(DirectoryHandle parent, ByteString directory, ByteString name) throws IOException {
        tree.walk().hideBelow(parent, tree.directories().resolved(directory).resolve(name));
    }

    /** Overlayfs does not look whether the top of a layer is opaque, so everything in it is hidden by name at the end. */
    private void hideAll() {
        tree.dependOnLower();
        tree.walk().hideAll();
        hidesAll = true;
    }

    /** A whiteout gives way to the entry of its name, which then hides what lower layers have below it. */
    private void makeRoom(ByteString path, TarType type) throws IOException {
        if (!hasWhiteouts) {
            return;
        }
        DirectoryHandle parent = tree.directories().need(path.parent());
        Optional<FileStatus> own = parent.status(path.name());
        if (own.isPresent() && own.get().isWhiteout()) {
            parent.removeFile(path.name());
            if (type == TarType.DIRECTORY) {
                parent.makeDirectory(path.name());
                makeOpaque(parent, path.parent(), path.name());
            }
        }
    }

    /** Whether the files are the same whatever layers lie beneath. */
    public boolean standsAlone() {
        return tree.standsAlone();
    }

    /** The directories that hide what lower layers have there. */
    public Set<ByteString> opaque() {
        Set<ByteString> directories = new TreeSet<>(tree.walk().hiding());
        directories.remove(EMPTY);
        return directories;
    }

    /** Gives a directory the mode, owner and time of the layer's root, if an entry speaks of it. */
    public void dressRoot(Path directory) throws IOException {
        if (!tree.hasDirectory(EMPTY)) {
            return;
        }
        FileStatus status = tree.root().status(DirectoryHandle.SELF).orElseThrow();
        try (DirectoryHandle target = DirectoryHandle.open(directory)) {
            target.changeOwner(DirectoryHandle.SELF, status.uid(), status.gid());
            target.changeMode(DirectoryHandle.SELF, status.mode());
        }
    }

    /** Bytes of all plain files written so far. */
    public long size() {
        return tree.size();
    }

    /** What a listing of the tree adds up to so far, directories and links included. */
    public long treeSize() {
        return tree.treeSize();
    }

    /** Sets the times of all directories; nothing may be added afterwards. */
    public void finish() throws IOException {
        if (hidesAll) {
            hideNames(lower.topNames());
        }
        tree.finish();
    }

    private void hideNames(Set<ByteString> names) throws IOException {
        for (ByteString name : names) {
            hide(EMPTY, name);
        }
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }
}
