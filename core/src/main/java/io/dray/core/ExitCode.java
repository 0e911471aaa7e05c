package io.dray.core;

/**
 * The exit codes that Dray itself gives; {@code run} and {@code enter} otherwise end with the code of the app.
 *
 * <p>254 is rkt's code for its own errors, so that a script can tell Dray's failure from the app's.
 */
public enum ExitCode {
    /** All that was asked for was done. */
    OK(0),
    /** A verdict was asked for, and it is no. */
    NEGATIVE(1),
    /** Dray could not do what was asked: any {@link DrayException}, wrong flags included. */
    FAILURE(254);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number the process ends with, 0 to 255. */
    public int number() {
        return number;
    }
}
