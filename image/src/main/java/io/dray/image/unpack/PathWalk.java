package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the directory that a path means in a tree and the layers beneath it together, component after component, and makes in
 * the tree what is not there. Links mean what they would mean if the tree were the root. Not thread-safe.
 */
final class PathWalk {
    private static final int IMPLIED_MODE = 0755;

    /** As many as the kernel follows in one path. */
    private static final int MAX_LINKS = 40;

    private static final ByteString PARENT = ByteString.of("..");

    private final DirectoryHandle root;
    private final LowerTrees lower;
    private final LateDirectories late;
    private final Listener listener;
    private final Set<ByteString> opaque = new HashSet<>();
    private boolean marking = true;

    /** Told of what the walk does on its own. */
    interface Listener {
        /** What the lower layers have decided something, or could have. */
        void consulted();
    }

    PathWalk(DirectoryHandle root, LowerTrees lower, LateDirectories late, Listener listener) {
        this.root = root;
        this.lower = lower;
        this.late = late;
        this.listener = listener;
    }

    /** From now on opaque directories are only remembered: the tree is not for overlayfs. */
    void stopMarking() {
        marking = false;
    }

    /** What the lower layers have below this path, which has no links on its way, is hidden from now on. */
    void hideBelow(DirectoryHandle parent, ByteString path) throws IOException {
        if (marking) {
            LowerTrees.makeOpaque(parent, path.name());
        }
        opaque.add(path);
    }

    /** What the lower layers have at their top is hidden from now on. */
    void hideAll() {
        opaque.add(ByteString.of(""));
    }

    /** The paths below which nothing of the lower layers is seen; an empty one is the root. */
    Set<ByteString> hiding() {
        return opaque;
    }

    /** What the lower layers show at a path without links on its way, unless this layer hides it. */
    Optional<LowerTrees.Found> below(ByteString path) throws IOException {
        for (ByteString above = path; !above.isEmpty(); ) {
            above = above.parent();
            if (opaque.contains(above)) {
                return Optional.empty();
            }
        }
        return lower.find(path);
    }

    /** The path of the directory without links, which is there now. */
    ByteString make(ByteString path) throws IOException {
        return walk(ByteString.of(""), path, new Budget(true));
    }

    /** Where a file is, whether in the tree or beneath it: the directory without links, and the file's own name. */
    ByteString locate(ByteString path) throws IOException {
        return walk(ByteString.of(""), path.parent(), new Budget(false)).resolve(path.name());
    }

    /** How many links may still be followed, and whether directories may be made. */
    private static final class Budget {
        private final boolean making;
        private int links = MAX_LINKS;

        Budget(boolean making) {
            this.making = making;
        }

        void follow() {
            if (--links < 0) {
                throw new InvalidInputException("links in its path go round in circles");
            }
        }
    }

    private ByteString walk(ByteString from, ByteString path, Budget budget) throws IOException {
        ByteString here = from;
        int start = 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            ByteString name = path.substring(start, end);
            if (name.equals(PARENT)) {
                here = here.parent();
            } else if (!name.isEmpty() && !name.equals(DirectoryHandle.SELF)) {
                here = step(here, name, budget);
            }
            start = end + 1;
        }
        return here;
    }

    private ByteString step(ByteString here, ByteString name, Budget budget) throws IOException {
        ByteString path = here.resolve(name);
        Optional<FileStatus> own = ownStatus(here, name);
        if (own.isPresent() && own.get().isDirectory()) {
            return path;
        }
        if (own.isPresent() && own.get().kind() == FileKind.LINK) {
            try (DirectoryHandle parent = root.openInRoot(here)) {
                return follow(here, parent.readLink(name), budget);
            }
        }
        if (own.isPresent() && !own.get().isWhiteout()) {
            throw new InvalidInputException("a part of its path is not a directory");
        }
        Optional<LowerTrees.Found> below = own.isPresent() ? Optional.empty() : below(path);
        if (below.isPresent() && below.get().status().kind() == FileKind.LINK) {
            listener.consulted();
            return follow(here, below.get().target(), budget);
        }
        if (below.isPresent() && !below.get().status().isDirectory()) {
            throw new InvalidInputException("a part of its path is not a directory");
        }
        if (!budget.making) {
            if (below.isEmpty()) {
                throw new InvalidInputException("its path leads to nothing");
            }
            return path;
        }
        makeImplied(path, own, below);
        return path;
    }

    private Optional<FileStatus> ownStatus(ByteString here, ByteString name) throws IOException {
        if (!isOwn(here)) {
            return Optional.empty();
        }
        try (DirectoryHandle parent = root.openInRoot(here)) {
            return parent.status(name);
        }
    }

    /** When nothing may be made, the way may lead through directories that only the lower layers have. */
    private boolean isOwn(ByteString directory) throws IOException {
        if (directory.isEmpty()) {
            return true;
        }
        if (!isOwn(directory.parent())) {
            return false;
        }
        try (DirectoryHandle parent = root.openInRoot(directory.parent())) {
            return parent.status(directory.name()).map(FileStatus::isDirectory).orElse(false);
        }
    }

    private ByteString follow(ByteString here, ByteString target, Budget budget) throws IOException {
        budget.follow();
        Budget existing = new Budget(false);
        existing.links = budget.links;
        boolean absolute = !target.isEmpty() && target.at(0) == '/';
        ByteString start = absolute ? ByteString.of("") : here;
        try {
            // what a link leads to must be there already
            ByteString found = walk(start, target, existing);
            budget.links = existing.links;
            return budget.making ? walk(ByteString.of(""), found, budget) : found;
        } catch (InvalidInputException e) {
            if (String.valueOf(e.getMessage()).equals("its path leads to nothing")) {
                throw new InvalidInputException("a link in its path leads to nothing", null, e);
            }
            throw e;
        }
    }

    private void makeImplied(ByteString path, Optional<FileStatus> whiteout, Optional<LowerTrees.Found> below)
            throws IOException {
        ByteString name = path.name();
        try (DirectoryHandle parent = root.openInRoot(path.parent())) {
            if (whiteout.isPresent()) {
                parent.removeFile(name);
            }
            parent.makeDirectory(name);
            if (below.isPresent()) {
                dress(parent, path, below.get());
            } else {
                parent.changeMode(name, IMPLIED_MODE);
            }
            if (whiteout.isPresent()) {
                hideBelow(parent, path);
            }
        }
        late.addImplied(path, below.map(LowerTrees.Found::status));
        listener.consulted();
    }

    private void dress(DirectoryHandle parent, ByteString path, LowerTrees.Found below) throws IOException {
        FileStatus status = below.status();
        if (status.uid() != 0 || status.gid() != 0) {
            parent.changeOwner(path.name(), status.uid(), status.gid());
        }
        parent.changeMode(path.name(), late.modeNow(path, status.mode()));
        for (Map.Entry<String, byte[]> attribute :
                late.attributesNow(path, below.attributes()).entrySet()) {
            parent.changeAttribute(path.name(), attribute.getKey(), attribute.getValue());
        }
    }
}
