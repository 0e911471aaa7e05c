package io.dray.image.unpack;

import io.dray.linux.ByteString;

/**
 * Paths, each with a number of its own. A path's parents come with it and have lower numbers; what paths have in common is kept
 * once. Not thread-safe.
 */
final class PathTable {
    /** The number of the empty path, which is always there. */
    static final int ROOT = 0;

    private static final ByteString EMPTY = ByteString.of("");
    private static final long NOWHERE = -1;

    private final NameTable names;

    PathTable(NameBudget budget) {
        this.names = new NameTable(budget);
        this.names.add(NOWHERE, EMPTY);
    }

    /** All numbers are less than this. */
    int size() {
        return names.size();
    }

    /** The number of a clean path; -1 if it is not there. */
    int find(ByteString path) {
        int number = ROOT;
        for (int start = 0; start < path.length() && number >= 0; ) {
            int end = end(path, start);
            number = names.find(number, path, start, end);
            start = end + 1;
        }
        return number;
    }

    /** The number of a clean path, which is there from now on. */
    int add(ByteString path) {
        int number = ROOT;
        for (int start = 0; start < path.length(); ) {
            int end = end(path, start);
            number = names.add(number, path, start, end);
            start = end + 1;
        }
        return number;
    }

    private static int end(ByteString path, int start) {
        int slash = path.indexOf('/', start);
        return slash < 0 ? path.length() : slash;
    }

    /** The number of the path that a path is in; the root is in itself. */
    int parent(int number) {
        return number == ROOT ? ROOT : (int) names.directory(number);
    }

    /** The path of a number. */
    ByteString path(int number) {
        ByteString path = EMPTY;
        for (int at = number; at != ROOT; at = parent(at)) {
            ByteString name = names.name(at);
            path = path.isEmpty() ? name : name.resolve(path);
        }
        return path;
    }
}
