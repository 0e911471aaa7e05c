package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;

/**
 * Bounds the memory that names take which have to be remembered until an archive ends: each can be as long as a path may be. Not
 * thread-safe.
 */
public final class NameBudget {
    /** What a name that is an object costs besides its bytes, in bytes. */
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

    /** For names that were within a budget before. */
    public static NameBudget unlimited() {
        return new NameBudget("names", Long.MAX_VALUE);
    }

    /**
     * Takes one more name.
     *
     * @throws InvalidInputException if all together are too much
     */
    public void spend(ByteString name) {
        // what is remembered of a path, its parent's path among it, is about twice as long
        spend(2L * name.length() + OVERHEAD);
    }

    /**
     * Takes some memory.
     *
     * @param bytes how much
     * @throws InvalidInputException if all together is too much
     */
    void spend(long bytes) {
        spent += bytes;
        if (spent > limit) {
            throw new InvalidInputException(
                    what + " together take more than the limit of " + limit + " bytes of memory");
        }
    }
}
