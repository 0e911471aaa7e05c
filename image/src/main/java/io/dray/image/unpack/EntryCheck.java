package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarReader;
import io.dray.image.tar.TarType;
import io.dray.linux.ByteString;
import java.io.IOException;
import java.util.Arrays;

/**
 * Holds the entries of an archive against the rules without writing anything. What only shows when links are followed is left
 * to {@link TreeUnpacker}. Not thread-safe.
 */
public final class EntryCheck implements EntrySink {
    /** A million names of usual length. */
    private static final long MAX_NAMES = 48 << 20;

    // what is remembered of a path: nothing if only the path of another entry speaks of it
    private static final byte NOTHING = 0;
    private static final byte DIRECTORY = 1;
    private static final byte LINK = 2;
    private static final byte OTHER = 3;

    private final PathTable paths = new PathTable(new NameBudget("the names of its entries", MAX_NAMES));

    /** By the number of the path. */
    private byte[] types = new byte[1];

    /** A check of one archive. */
    public EntryCheck() {}

    @Override
    public void add(ByteString path, TarEntry entry, ByteString target, TarReader data) throws IOException {
        EntryRules.check(entry);
        EntryRules.attributes(entry);
        if (path.isEmpty() && entry.type() != TarType.DIRECTORY) {
            throw new InvalidInputException("the root is not a directory");
        }
        boolean isDirectory = !path.isEmpty() && paths.find(path) >= 0;
        int number = paths.add(path);
        if (typeOf(number) != NOTHING || (isDirectory && entry.type() != TarType.DIRECTORY)) {
            throw new InvalidInputException("there is another entry of that name");
        }
        remember(number, entry.type());
        for (int above = paths.parent(number); above != PathTable.ROOT; above = paths.parent(above)) {
            if (typeOf(above) == OTHER) {
                throw new InvalidInputException("a part of its path is not a directory");
            }
        }
        if (entry.type() == TarType.HARD_LINK) {
            checkTarget(target);
        }
    }

    private byte typeOf(int number) {
        return number >= 0 && number < types.length ? types[number] : NOTHING;
    }

    private void remember(int number, TarType type) {
        if (number >= types.length) {
            types = Arrays.copyOf(types, number + number / 2 + 1);
        }
        types[number] = type == TarType.DIRECTORY ? DIRECTORY : type == TarType.LINK ? LINK : OTHER;
    }

    private void checkTarget(ByteString target) {
        byte type = typeOf(paths.find(target));
        if (target.isEmpty() || type == DIRECTORY) {
            throw new InvalidInputException("it is a hard link to the directory " + target);
        }
        if (type == NOTHING && !isBelowLink(target)) {
            throw new InvalidInputException(
                    "it is a hard link to " + target.brief() + ", which is not an earlier entry");
        }
    }

    private boolean isBelowLink(ByteString path) {
        for (ByteString above = path.parent(); !above.isEmpty(); above = above.parent()) {
            if (typeOf(paths.find(above)) == LINK) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean hasDirectory(ByteString path) {
        return typeOf(paths.find(path)) == DIRECTORY;
    }
}
