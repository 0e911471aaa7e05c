package io.dray.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of every failure that Dray reports to a person.
 *
 * <p>The message says what was attempted, on which object, and why it failed, in lower case and on one line; the hint
 * says how to mend it. The command line prints both to stderr and leaves with {@link ExitCode#FAILURE}; the stack trace
 * is shown only with {@code --debug}.
 */
public sealed class DrayException extends RuntimeException
        permits InvalidInputException, MissingException, EnvironmentException, OperationFailedException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    protected DrayException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** How to mend it: one sentence without a final stop, or empty when there is nothing useful to say. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
