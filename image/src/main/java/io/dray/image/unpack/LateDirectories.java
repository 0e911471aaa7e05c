package io.dray.image.unpack;

import io.dray.image.tar.TarEntry;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileStatus;
import io.dray.linux.FileStatus.FileTime;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What directories get only when nothing more comes into them: their times; and whatever they would hand down to the files made in
 * them, of which the archive says itself what they are, or by which they would be closed to who makes these files. Not
 * thread-safe.
 */
final class LateDirectories {
    private static final FileTime EPOCH = new FileTime(0, 0);
    private static final int SET_GROUP = 02000;
    private static final int OWNERS = 0700;

    /** Some 170,000 directories with names of usual length. */
    private static final long MAX_BYTES = 40 << 20;

    private final DirectoryHandle root;
    private final NameBudget budget = new NameBudget("the names of its directories", MAX_BYTES);

    /** Absent until an entry speaks of the directory. */
    private final Map<ByteString, Optional<FileTime>> times = new HashMap<>();

    /** Times of directories that only a lower layer speaks of. */
    private final Map<ByteString, FileTime> inherited = new HashMap<>();

    private final TreeMap<ByteString, Integer> modes = new TreeMap<>();
    private final Map<ByteString, byte[]> accessLists = new HashMap<>();

    /** Takes from the root what it may have been handed down itself. */
    LateDirectories(DirectoryHandle root) throws IOException {
        this.root = root;
        FileStatus status = root.status(DirectoryHandle.SELF).orElseThrow();
        if ((status.mode() & SET_GROUP) != 0) {
            root.changeMode(DirectoryHandle.SELF, status.mode() & ~SET_GROUP);
            if (status.uid() == 0) {
                root.changeOwner(DirectoryHandle.SELF, 0, 0);
            }
        }
    }

    /** Whether an entry, not only the path of another, speaks of this directory. */
    boolean has(ByteString path) {
        return times.getOrDefault(path, Optional.empty()).isPresent();
    }

    /** How many directories there are, those made for a path's sake included. */
    int count() {
        return times.size();
    }

    /** An entry speaks of a directory. */
    void add(ByteString path, TarEntry entry) {
        budget.spend(path);
        times.put(path, Optional.of(entry.modified()));
        modes.remove(path);
        accessLists.remove(path);
    }

    /** A directory was made because a path needs it; {@code below} is the one that the lower layers have there. */
    void addImplied(ByteString path, Optional<FileStatus> below) {
        budget.spend(path);
        times.putIfAbsent(path, Optional.empty());
        below.ifPresent(status -> inherited.put(path, status.modified()));
    }

    /** The mode to give the directory now; what it lacks it gets at the end. */
    int modeNow(ByteString path, int mode) {
        int now = (mode | OWNERS) & ~SET_GROUP;
        if (now != mode) {
            modes.put(path, mode);
        }
        return now;
    }

    /** The attributes to give the directory now; what is left out it gets at the end. */
    Map<String, byte[]> attributesNow(ByteString path, Map<String, byte[]> attributes) {
        byte[] list = attributes.get(KeptAttributes.ACL_DEFAULT);
        if (list == null) {
            return attributes;
        }
        budget.spend(ByteString.copyOf(list));
        accessLists.put(path, list);
        Map<String, byte[]> others = new TreeMap<>(attributes);
        others.remove(KeptAttributes.ACL_DEFAULT);
        return others;
    }

    /** Gives the directories all that they lack; nothing may be made in them afterwards. */
    void finish(DirectoryCache directories) throws IOException {
        for (Map.Entry<ByteString, byte[]> each : accessLists.entrySet()) {
            FileDress.changeAttribute(
                    parent(each.getKey(), directories),
                    name(each.getKey()),
                    KeptAttributes.ACL_DEFAULT,
                    each.getValue());
        }
        for (Map.Entry<ByteString, Optional<FileTime>> each : times.entrySet()) {
            FileTime time = each.getValue().orElse(inherited.getOrDefault(each.getKey(), EPOCH));
            parent(each.getKey(), directories).changeTime(name(each.getKey()), time);
        }
        // what lies deeper comes first, as the way to it may be closed then
        for (Map.Entry<ByteString, Integer> each : modes.descendingMap().entrySet()) {
            parent(each.getKey(), directories).changeMode(name(each.getKey()), each.getValue());
        }
    }

    private DirectoryHandle parent(ByteString path, DirectoryCache directories) throws IOException {
        return path.isEmpty() ? root : directories.need(path.parent());
    }

    private static ByteString name(ByteString path) {
        return path.isEmpty() ? DirectoryHandle.SELF : path.name();
    }
}
