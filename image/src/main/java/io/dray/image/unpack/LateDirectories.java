package io.dray.image.unpack;

import io.dray.image.tar.TarEntry;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileStatus;
import io.dray.linux.FileStatus.FileTime;
import java.io.IOException;
import java.util.Arrays;
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
    private static final int SET_GROUP = 02000;
    private static final int OWNERS = 0700;

    /** Some 500,000 directories with names of usual length. */
    private static final long MAX_BYTES = 28 << 20;

    /** What is kept of a directory besides its path. */
    private static final int RECORD = Long.BYTES + 2 * Integer.BYTES + 1;

    private static final int SAME_MODE = -1;

    /** Who speaks of a directory: nobody, a path that needs it, or an entry. */
    private static final byte UNKNOWN = 0;

    private static final byte IMPLIED = 1;
    private static final byte SPOKEN_OF = 2;

    private final DirectoryHandle root;
    private final NameBudget budget = new NameBudget("the names of its directories", MAX_BYTES);

    private final PathTable paths = new PathTable(budget);

    // of each path by its number: who speaks of it, its time, and the mode that it gets at the end
    private byte[] states = new byte[1];
    private long[] seconds = new long[1];
    private int[] nanos = new int[1];
    private int[] modes = {SAME_MODE};

    private int count;

    private final Map<Integer, byte[]> accessLists = new HashMap<>();

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
        int number = paths.find(path);
        return number >= 0 && states[number] == SPOKEN_OF;
    }

    /** How many directories there are, those made for a path's sake included. */
    int count() {
        return count;
    }

    /** An entry speaks of a directory. */
    void add(ByteString path, TarEntry entry) {
        int number = number(path);
        count += states[number] == UNKNOWN ? 1 : 0;
        states[number] = SPOKEN_OF;
        seconds[number] = entry.modified().seconds();
        nanos[number] = entry.modified().nanos();
        modes[number] = SAME_MODE;
        accessLists.remove(number);
    }

    /** A directory was made because a path needs it; {@code below} is the one that the lower layers have there. */
    void addImplied(ByteString path, Optional<FileStatus> below) {
        // finding out that it was missing took time, the more the longer the way
        budget.spend(path);
        int number = number(path);
        if (states[number] == UNKNOWN) {
            count++;
            states[number] = IMPLIED;
            below.ifPresent(status -> {
                seconds[number] = status.modified().seconds();
                nanos[number] = status.modified().nanos();
            });
        }
    }

    private int number(ByteString path) {
        int known = paths.size();
        int number = paths.add(path);
        budget.spend((long) RECORD * (paths.size() - known));
        if (paths.size() > states.length) {
            int length = paths.size() + paths.size() / 2;
            int old = modes.length;
            states = Arrays.copyOf(states, length);
            seconds = Arrays.copyOf(seconds, length);
            nanos = Arrays.copyOf(nanos, length);
            modes = Arrays.copyOf(modes, length);
            Arrays.fill(modes, old, length, SAME_MODE);
        }
        return number;
    }

    /** The mode to give the directory now; what it lacks it gets at the end. */
    int modeNow(ByteString path, int mode) {
        int now = (mode | OWNERS) & ~SET_GROUP;
        if (now != mode) {
            modes[number(path)] = mode;
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
        accessLists.put(number(path), list);
        Map<String, byte[]> others = new TreeMap<>(attributes);
        others.remove(KeptAttributes.ACL_DEFAULT);
        return others;
    }

    /** Gives the directories all that they lack; nothing may be made in them afterwards. */
    void finish(DirectoryCache directories) throws IOException {
        for (Map.Entry<Integer, byte[]> each : accessLists.entrySet()) {
            ByteString path = paths.path(each.getKey());
            FileDress.changeAttribute(
                    parent(path, directories), name(path), KeptAttributes.ACL_DEFAULT, each.getValue());
        }
        for (int number = 0; number < paths.size(); number++) {
            if (states[number] != UNKNOWN) {
                ByteString path = paths.path(number);
                FileTime time = new FileTime(seconds[number], nanos[number]);
                parent(path, directories).changeTime(name(path), time);
            }
        }
        // what lies deeper has a higher number and comes first, as the way to it may be closed then
        for (int number = paths.size() - 1; number >= 0; number--) {
            if (modes[number] != SAME_MODE) {
                ByteString path = paths.path(number);
                parent(path, directories).changeMode(name(path), modes[number]);
            }
        }
    }

    private DirectoryHandle parent(ByteString path, DirectoryCache directories) throws IOException {
        return path.isEmpty() ? root : directories.need(path.parent());
    }

    private static ByteString name(ByteString path) {
        return path.isEmpty() ? DirectoryHandle.SELF : path.name();
    }
}
