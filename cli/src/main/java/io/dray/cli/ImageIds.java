package io.dray.cli;

import io.dray.core.Digest;

/** Image IDs in the lengths in which rkt prints them; every one of them can be given back to a command. */
final class ImageIds {
    private static final int HALF = 64;
    private static final int BRIEF = 12;
    private static final int USUAL = 32;

    private ImageIds() {}

    /** The whole name; rkt's had half of the digits. */
    static String whole(Digest id) {
        return ProgramName.current() == ProgramName.RKT
                ? id.algorithm().label() + "-"
                        + id.hex().substring(0, Math.min(HALF, id.hex().length()))
                : id.toString();
    }

    /** For tables. */
    static String brief(Digest id) {
        return id.algorithm().label() + "-" + id.hex().substring(0, BRIEF);
    }

    /** For the output of {@code fetch}. */
    static String usual(Digest id) {
        return id.algorithm().label() + "-" + id.hex().substring(0, USUAL);
    }
}
