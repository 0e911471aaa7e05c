package io.dray.image.recipe;

import io.dray.core.InvalidInputException;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarReader;
import io.dray.image.tar.TarType;
import io.dray.image.unpack.EntryLoop;
import io.dray.image.unpack.EntryPaths;
import io.dray.image.unpack.KeptAttributes;
import io.dray.image.unpack.NameBudget;
import io.dray.image.unpack.NameTable;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.ErrnoException;
import io.dray.linux.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares the tree of a layer with its archive: kinds, modes, owners, times, links, attributes, and that nothing is there that
 * the archive does not have. The contents of files are compared by the digest of the archive. Not thread-safe.
 */
public final class TreeCheck implements AutoCloseable {
    private static final ByteString ROOT_FILES = ByteString.of("rootfs/");
    private static final ByteString WHITEOUT = ByteString.of(".wh.");
    private static final ByteString LEFTOVER = ByteString.of(".wh..wh.");
    private static final ByteString EMPTY = ByteString.of("");

    private final DirectoryHandle root;
    private final boolean aci;
    private final boolean standsAlone;

    /** By the inodes of their directories, which are the same however a path leads there. */
    private final NameTable expected = new NameTable(NameBudget.unlimited());

    /**
     * Opens a tree.
     *
     * @param aci whether the archive is an ACI, whose {@code rootfs} is the tree
     * @param standsAlone whether lower layers had no part in the tree; if they had, places that the tree alone cannot tell are
     *     left out
     */
    public TreeCheck(Path tree, boolean aci, boolean standsAlone) throws IOException {
        this.root = DirectoryHandle.open(tree);
        this.aci = aci;
        this.standsAlone = standsAlone;
    }

    /**
     * Compares everything up to the end mark.
     *
     * @throws InvalidInputException for the first difference; names the file
     */
    public void check(TarReader archive) throws IOException {
        EntryLoop.run(archive, UnpackLimits.UNLIMITED, this::checkEntry);
        checkNothingElse(root, EMPTY);
    }

    private void checkEntry(TarEntry entry) throws IOException {
        ByteString path = EntryPaths.clean(entry.name());
        if (aci) {
            if (path.startsWith(ROOT_FILES)) {
                path = path.substring(ROOT_FILES.length(), path.length());
            } else if (path.is("rootfs")) {
                path = EMPTY;
            } else {
                return;
            }
        }
        if (path.isEmpty()) {
            compare(root, DirectoryHandle.SELF, entry);
            return;
        }
        if (!aci && path.name().startsWith(WHITEOUT)) {
            expectWhiteout(path);
            return;
        }
        try (DirectoryHandle parent = root.openInRoot(path.parent())) {
            expected.add(inodeOf(parent), path.name());
            compare(parent, path.name(), entry);
        } catch (ErrnoException e) {
            if (standsAlone) {
                throw new InvalidInputException("it is gone", null, e);
            }
        }
    }

    private void expectWhiteout(ByteString path) throws IOException {
        if (path.name().startsWith(LEFTOVER)) {
            return;
        }
        ByteString name = path.name().substring(WHITEOUT.length(), path.name().length());
        try (DirectoryHandle parent = root.openInRoot(path.parent())) {
            if (parent.status(name).isEmpty()) {
                throw new InvalidInputException("the whiteout is gone");
            }
            expected.add(inodeOf(parent), name);
        } catch (ErrnoException e) {
            if (standsAlone) {
                throw new InvalidInputException("it is gone", null, e);
            }
        }
    }

    private static long inodeOf(DirectoryHandle directory) throws IOException {
        return directory.status(DirectoryHandle.SELF).orElseThrow().identity().inode();
    }

    private void compare(DirectoryHandle parent, ByteString name, TarEntry entry) throws IOException {
        Optional<FileStatus> found = parent.status(name);
        if (found.isEmpty()) {
            if (standsAlone) {
                throw new InvalidInputException("it is gone");
            }
            return;
        }
        FileStatus status = found.get();
        if (entry.type() == TarType.HARD_LINK) {
            return;
        }
        require(status.kind() == entry.type().kind(), "it is another kind of file");
        require(
                status.uid() == entry.owner().uid()
                        && status.gid() == entry.owner().gid(),
                "its owner differs");
        require(entry.type() == TarType.LINK || status.mode() == entry.mode(), "its mode differs");
        require(status.modified().equals(entry.modified()), "its time differs");
        require(entry.type() != TarType.FILE || status.size() == entry.size(), "its size differs");
        require(entry.type() != TarType.LINK || parent.readLink(name).equals(entry.target()), "it points elsewhere");
        boolean device = entry.type() == TarType.CHARACTER_DEVICE || entry.type() == TarType.BLOCK_DEVICE;
        require(!device || status.device().equals(entry.device()), "it is another device");
        require(
                sameAttributes(kept(parent.attributes(name), entry), kept(entry.attributes(), entry)),
                "its attributes differ");
    }

    private static Map<String, byte[]> kept(Map<String, byte[]> attributes, TarEntry entry) {
        Map<String, byte[]> kept = new TreeMap<>(attributes);
        kept.keySet()
                .removeIf(name -> !KeptAttributes.contains(name, entry.type().kind()));
        return kept;
    }

    private static boolean sameAttributes(Map<String, byte[]> one, Map<String, byte[]> other) {
        if (!one.keySet().equals(other.keySet())) {
            return false;
        }
        for (Map.Entry<String, byte[]> attribute : one.entrySet()) {
            if (!Arrays.equals(attribute.getValue(), other.get(attribute.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean good, String problem) {
        if (!good) {
            throw new InvalidInputException(problem);
        }
    }

    /** A directory that only the path of an entry made is expected because of what is in it. */
    private boolean checkNothingElse(DirectoryHandle directory, ByteString path) throws IOException {
        long inode = inodeOf(directory);
        boolean anything = false;
        for (ByteString name : directory.names()) {
            FileStatus status = directory.status(name).orElseThrow();
            ByteString child = path.resolve(name);
            boolean known = expected.find(inode, name) >= 0;
            if (status.isDirectory()) {
                try (DirectoryHandle below = directory.openDirectory(name)) {
                    known |= checkNothingElse(below, child);
                }
            }
            if (!known && standsAlone) {
                throw new InvalidInputException("entry " + child + ": the archive has no such file");
            }
            anything |= known;
        }
        return anything;
    }

    @Override
    public void close() throws IOException {
        root.close();
    }
}
