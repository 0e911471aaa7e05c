package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;

/**
 * Bounds the memory that names take which have to be remembered until an archive ends: each can be as long as a path may be. Not
 * thread-safe.
 */
public final class NameBudget {
    /** What a name costs besides its bytes, in bytes. */
    private static final int OVERHEAD = 128;

    private final String what;
    private final long limit;
    private long spent;

    /**
     * A budget for names.
     *
     * @param what whose names, as a message begins: {@code the names of its directories}
     * @param limit bytes
     */
    public NameBudget(String what, long limit) {
        this.what = what;
        this.limit = limit;
    }

    /**
     * Takes one more name.
     *
     * @throws InvalidInputException if all together are too much
     */
    public void spend(ByteString name) {
        // what is remembered of a path, its parent's path among it, is about twice as long
        spent += 2L * name.length() + OVERHEAD;
        if (spent > limit) {
            throw new InvalidInputException(
                    what + " together take more than the limit of " + limit + " bytes of memory");
        }
    }
}
