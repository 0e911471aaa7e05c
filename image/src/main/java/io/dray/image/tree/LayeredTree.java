package io.dray.image.tree;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Several trees seen as one, as overlayfs would show them: upper files cover lower ones, directories are merged, a character
 * device 0:0 hides what is below it. Links are followed inside the tree only, so nothing outside of it is ever read. The
 * marks of opaque directories are extended attributes that plain Java cannot read; a layer lists them in a file beside its tree.
 *
 * <p>Plain file access without native calls, for the way to a container's start. Immutable, thread-safe.
 */
public final class LayeredTree {
    private static final int MAX_LINKS = 40;

    /** What kind of file an entry is. */
    public enum Kind {
        /** A plain file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        LINK,
        /** A device, fifo or socket. */
        SPECIAL
    }

    /**
     * A file in the tree.
     *
     * @param physical where it really lies: for a directory in the topmost tree that has it
     * @param kind what it is
     * @param mode permissions, with the setuid, setgid and sticky bits
     * @param uid its owner
     * @param gid its group
     */
    public record Entry(Path physical, Kind kind, int mode, int uid, int gid) {
        /** The last component of its path; empty for the root of a tree only in name. */
        public String name() {
            return String.valueOf(physical.getFileName());
        }

        public boolean isDirectory() {
            return kind == Kind.DIRECTORY;
        }

        public boolean isFile() {
            return kind == Kind.FILE;
        }
    }

    /** An entry and, if it is a directory, all directories that are merged in it, topmost first. */
    private record Node(Entry entry, List<Path> directories) {}

    private final List<Path> topmostFirst;
    private final Set<Path> opaque;

    /**
     * A view of these trees.
     *
     * @param treesLowestFirst existing directories; at least one
     */
    public LayeredTree(List<Path> treesLowestFirst) {
        if (treesLowestFirst.isEmpty()) {
            throw new IllegalArgumentException("a tree of no layers has no root");
        }
        this.topmostFirst = List.copyOf(treesLowestFirst.reversed());
        this.opaque = OpaqueList.of(treesLowestFirst);
    }

    private LayeredTree(Path root) {
        this.topmostFirst = List.of(root);
        this.opaque = Set.of();
    }

    /** A view of a root that is mounted somewhere: nothing but that directory is looked at. */
    public static LayeredTree ofMounted(Path root) {
        return new LayeredTree(root);
    }

    /** What the path leads to, links followed; empty if nothing is there or links go round in circles. */
    public Optional<Entry> lookup(String path) {
        return walk(path, true).map(Node::entry);
    }

    /** As {@link #lookup}, but a link at the end of the path is itself the result. */
    public Optional<Entry> lookupNoFollow(String path) {
        return walk(path, false).map(Node::entry);
    }

    /**
     * The files in a directory, ordered by name; none if it does not exist.
     *
     * @throws InvalidInputException if the path leads to something else than a directory
     */
    public List<Entry> list(String directory) {
        Optional<Node> node = walk(directory, true);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!node.get().entry().isDirectory()) {
            throw new InvalidInputException(directory + " in the image is not a directory");
        }
        // a name that an upper directory had, as a file or as a whiteout, covers the lower ones of that name
        Map<Path, Optional<Entry>> found = new HashMap<>();
        for (Path part : node.get().directories()) {
            for (Path name : PlainFiles.names(part)) {
                if (!found.containsKey(name)) {
                    found.put(
                            name,
                            PlainFiles.entryAt(part.resolve(name)).filter(entry -> !PlainFiles.isWhiteout(entry)));
                }
            }
        }
        Map<Path, Entry> sorted = new TreeMap<>();
        for (Map.Entry<Path, Optional<Entry>> each : found.entrySet()) {
            if (each.getValue().isPresent()) {
                sorted.put(each.getKey(), each.getValue().get());
            }
        }
        return List.copyOf(sorted.values());
    }

    /**
     * The content of a plain file, links followed.
     *
     * @throws MissingException if there is no such file
     * @throws InvalidInputException if it is longer than that, or not a plain file
     */
    public byte[] read(String path, int maxBytes) {
        Optional<Entry> entry = lookup(path);
        if (entry.isEmpty()) {
            throw new MissingException("there is no " + path + " in the image");
        }
        if (!entry.get().isFile()) {
            throw new InvalidInputException(path + " in the image is not a plain file");
        }
        try (InputStream in = Files.newInputStream(entry.get().physical(), LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(maxBytes);
            if (content.length == maxBytes && in.read() >= 0) {
                throw new InvalidInputException(path + " in the image is longer than " + maxBytes + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw PlainFiles.unreadable(entry.get().physical(), e);
        }
    }

    /** The target of a symbolic link, word for word. */
    public String readLink(Entry link) {
        try {
            return Files.readSymbolicLink(link.physical()).toString();
        } catch (IOException e) {
            throw PlainFiles.unreadable(link.physical(), e);
        }
    }

    private Optional<Node> walk(String path, boolean followLast) {
        Deque<String> pending = new ArrayDeque<>();
        prepend(pending, path);
        Deque<Node> parents = new ArrayDeque<>();
        Node current = root();
        int links = 0;
        while (!pending.isEmpty()) {
            String name = pending.removeFirst();
            if (!current.entry().isDirectory()) {
                return Optional.empty();
            }
            if (name.equals("..")) {
                // above the root is the root
                current = parents.isEmpty() ? current : parents.pop();
                continue;
            }
            Optional<Node> child = child(current, name);
            if (child.isEmpty()) {
                return child;
            }
            Node next = child.get();
            if (next.entry().kind() == Kind.LINK && (followLast || !pending.isEmpty())) {
                if (++links > MAX_LINKS) {
                    return Optional.empty();
                }
                String target = readLink(next.entry());
                if (target.startsWith("/")) {
                    parents.clear();
                    current = root();
                }
                prepend(pending, target);
            } else {
                parents.push(current);
                current = next;
            }
        }
        return Optional.of(current);
    }

    /** Puts the components of a path in front; empty ones and dots mean nothing. */
    private static void prepend(Deque<String> pending, String path) {
        int end = path.length();
        while (end > 0) {
            int slash = path.lastIndexOf('/', end - 1);
            String name = path.substring(slash + 1, end);
            if (!name.isEmpty() && !name.equals(".")) {
                pending.addFirst(name);
            }
            end = slash;
        }
    }

    private Node root() {
        Path top = topmostFirst.getFirst();
        Optional<Entry> entry = PlainFiles.entryAt(top);
        if (entry.isEmpty() || !entry.get().isDirectory()) {
            throw new MissingException("the layer " + top + " is not there", "import the image again");
        }
        return new Node(entry.get(), topmostFirst);
    }

    private Optional<Node> child(Node parent, String name) {
        Optional<Entry> found = Optional.empty();
        List<Path> directories = new ArrayList<>();
        for (Path part : parent.directories()) {
            Path candidate = part.resolve(name);
            Optional<Entry> entry = PlainFiles.entryAt(candidate);
            if (entry.isEmpty()) {
                continue;
            }
            if (!entry.get().isDirectory()) {
                if (found.isEmpty() && !PlainFiles.isWhiteout(entry.get())) {
                    found = entry;
                }
                // whatever it is, it ends the merging
                break;
            }
            found = found.isEmpty() ? entry : found;
            directories.add(candidate);
            if (opaque.contains(candidate)) {
                break;
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new Node(found.get(), directories));
    }
}
