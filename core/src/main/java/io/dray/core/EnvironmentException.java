package io.dray.core;

import org.jspecify.annotations.Nullable;

/** This machine cannot do it: a missing program, no root rights, a kernel feature, a full disk. */
public final class EnvironmentException extends DrayException {
    private static final long serialVersionUID = 1L;

    public EnvironmentException(String message) {
        super(message, null, null);
    }

    public EnvironmentException(String message, String hint) {
        super(message, hint, null);
    }

    public EnvironmentException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
