package io.dray.template.value;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked of a value cannot be done with it; the evaluator adds function and place. */
public final class ValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final @Nullable String hint;

    /**
     * A mistake that the way the function is called explains.
     *
     * @param reason lower case, one line
     */
    public ValueException(String reason) {
        super(reason);
        this.reason = reason;
        this.hint = null;
    }

    /**
     * A mistake of its own kind.
     *
     * @param reason lower case, one line
     * @param hint what to do
     */
    public ValueException(String reason, String hint) {
        super(reason);
        this.reason = reason;
        this.hint = hint;
    }

    /** Why it cannot be done. */
    public String reason() {
        return reason;
    }

    /** What to do, if there is more to say than how the function is called. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
