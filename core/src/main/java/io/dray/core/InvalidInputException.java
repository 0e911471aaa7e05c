package io.dray.core;

import org.jspecify.annotations.Nullable;

/** Something a person or another program wrote is wrong: a flag, a manifest, a template, an archive. */
public final class InvalidInputException extends DrayException {
    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(message, null, null);
    }

    public InvalidInputException(String message, String hint) {
        super(message, hint, null);
    }

    public InvalidInputException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
