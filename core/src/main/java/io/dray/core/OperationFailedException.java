package io.dray.core;

import org.jspecify.annotations.Nullable;

/** A step that was started did not succeed: a script, a program, a transfer. */
public final class OperationFailedException extends DrayException {
    private static final long serialVersionUID = 1L;

    public OperationFailedException(String message) {
        super(message, null, null);
    }

    public OperationFailedException(String message, String hint) {
        super(message, hint, null);
    }

    public OperationFailedException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
