package io.dray.image.http;

import io.dray.core.DrayException;
import io.dray.core.OperationFailedException;
import java.io.IOException;
import java.time.Duration;
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

    /** Nobody wants to sit before a command for longer than this, whatever the server asks for. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final @Nullable String hint;
    private final Kind kind;
    private final int status;
    private final Duration pause;

    private HttpFailure(String reason, @Nullable String hint, Kind kind, int status) {
        this(reason, hint, kind, status, Duration.ZERO);
    }

    private HttpFailure(String reason, @Nullable String hint, Kind kind, int status, Duration pause) {
        super(reason);
        this.hint = hint;
        this.kind = kind;
        this.status = status;
        this.pause = pause;
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
        return new HttpFailure(who + " answered " + status, hintOf(status), kindOf(status), status);
    }

    /** An answer that is no success, which may say when to ask again (RFC 9110, 10.2.3). */
    static HttpFailure status(String who, HttpReply reply) {
        int status = reply.status();
        Duration pause = kindOf(status) == Kind.TRANSIENT ? reply.retryAfter() : Duration.ZERO;
        return pause.compareTo(LONGEST_WAIT) <= 0
                ? new HttpFailure(who + " answered " + status, hintOf(status), kindOf(status), status, pause)
                : new HttpFailure(
                        who + " answered " + status + ", and it wants to be asked again after " + pause.toSeconds()
                                + " s",
                        hintOf(status),
                        Kind.FINAL,
                        status);
    }

    private static Kind kindOf(int status) {
        return status == 429 || status >= 500 ? Kind.TRANSIENT : Kind.FINAL;
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

    /** How long the server wants to be left alone before the same request, at least. */
    Duration pause() {
        return pause;
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
