package io.dray.core;

import org.jspecify.annotations.Nullable;

/** Something that was asked for by name does not exist: an image, a pod, a file, a program inside an image. */
public final class MissingException extends DrayException {
    private static final long serialVersionUID = 1L;

    public MissingException(String message) {
        super(message, null, null);
    }

    public MissingException(String message, String hint) {
        super(message, hint, null);
    }

    public MissingException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
