package io.dray.image.http;

import io.dray.core.DrayException;
import io.dray.core.OperationFailedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a transfer failed: a reason for the end of a sentence, and how to mend it. */
public final class HttpFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /** Whether the same request may succeed a little later. */
    public enum Kind {
        /** The network or the server failed. */
        TRANSIENT,
        /** Asking again would not help. */
        FINAL
    }

    private final @Nullable String hint;
    private final Kind kind;
    private final int status;

    private HttpFailure(String reason, @Nullable String hint, Kind kind, int status) {
        super(reason);
        this.hint = hint;
        this.kind = kind;
        this.status = status;
    }

    /** The network failed in a way that may pass. */
    public static HttpFailure passing(String reason, Throwable cause) {
        HttpFailure failure = new HttpFailure(reason, null, Kind.TRANSIENT, 0);
        failure.initCause(cause);
        return failure;
    }

    /** Something that stays so. */
    public static HttpFailure lasting(String reason, @Nullable String hint) {
        return new HttpFailure(reason, hint, Kind.FINAL, 0);
    }

    /** Something that stays so, and what it came from. */
    public static HttpFailure lasting(String reason, @Nullable String hint, Throwable cause) {
        HttpFailure failure = lasting(reason, hint);
        failure.initCause(cause);
        return failure;
    }

    /** An answer that is no success. */
    public static HttpFailure status(String who, int status) {
        boolean passes = status == 429 || status >= 500;
        return new HttpFailure(
                who + " answered " + status, hintOf(status), passes ? Kind.TRANSIENT : Kind.FINAL, status);
    }

    private static @Nullable String hintOf(int status) {
        return switch (status) {
            case 401, 403 -> "add credentials for this host to auth.d, see docs/fetching.md";
            case 404, 410 -> "check the name and the version";
            case 429 -> "wait a while, or add credentials, which have a higher limit at most servers";
            default -> null;
        };
    }

    /** Whether it may pass. */
    public boolean isTransient() {
        return kind == Kind.TRANSIENT;
    }

    /** The status of the answer, or 0 if there was none. */
    public int status() {
        return status;
    }

    /**
     * The failure to tell a person.
     *
     * @param attempted what was tried, on which object: {@code cannot fetch https://example.com/x.aci}
     */
    public DrayException during(String attempted) {
        return new OperationFailedException(attempted + ": " + getMessage(), hint, this);
    }
}
