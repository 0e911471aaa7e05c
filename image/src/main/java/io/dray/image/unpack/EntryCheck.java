package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarReader;
import io.dray.image.tar.TarType;
import io.dray.linux.ByteString;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds the entries of an archive against the rules without writing anything. What only shows when links are followed is left
 * to {@link TreeUnpacker}. Not thread-safe.
 */
public final class EntryCheck implements EntrySink {
    private static final long MAX_NAMES = 256 << 20;

    private final Map<ByteString, TarType> types = new HashMap<>();
    private final NameBudget names = new NameBudget("the names of its entries", MAX_NAMES);

    /** A check of one archive. */
    public EntryCheck() {}

    @Override
    public void add(ByteString path, TarEntry entry, ByteString target, TarReader data) throws IOException {
        EntryRules.check(entry);
        EntryRules.attributes(entry);
        if (path.isEmpty() && entry.type() != TarType.DIRECTORY) {
            throw new InvalidInputException("the root is not a directory");
        }
        names.spend(path);
        if (types.putIfAbsent(path, entry.type()) != null) {
            throw new InvalidInputException("there is another entry of that name");
        }
        for (ByteString above = path.parent(); !above.isEmpty(); above = above.parent()) {
            TarType type = types.get(above);
            if (type != null && type != TarType.DIRECTORY && type != TarType.LINK) {
                throw new InvalidInputException("a part of its path is not a directory");
            }
        }
        if (entry.type() == TarType.HARD_LINK) {
            checkTarget(target);
        }
    }

    private void checkTarget(ByteString target) {
        TarType type = types.get(target);
        if (target.isEmpty() || type == TarType.DIRECTORY) {
            throw new InvalidInputException("it is a hard link to the directory " + target);
        }
        if (type == null && !isBelowLink(target)) {
            throw new InvalidInputException(
                    "it is a hard link to " + target.brief() + ", which is not an earlier entry");
        }
    }

    private boolean isBelowLink(ByteString path) {
        for (ByteString above = path.parent(); !above.isEmpty(); above = above.parent()) {
            if (types.get(above) == TarType.LINK) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean hasDirectory(ByteString path) {
        return types.get(path) == TarType.DIRECTORY;
    }
}
