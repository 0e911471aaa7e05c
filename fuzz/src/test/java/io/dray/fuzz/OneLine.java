package io.dray.fuzz;

import io.dray.core.DrayException;

/** What a person is told: one line, of a length that can be read. */
final class OneLine {
    private static final int LONGEST = 20_000;

    private OneLine() {}

    static void require(DrayException refusal) {
        String message = String.valueOf(refusal.getMessage());
        if (message.isBlank() || message.length() > LONGEST) {
            throw new AssertionError("a message of " + message.length() + " characters", refusal);
        }
    }
}
