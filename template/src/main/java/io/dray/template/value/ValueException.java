package io.dray.template.value;

/** What is asked of a value cannot be done with it; the evaluator adds function and place. */
public final class ValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason lower case, one line */
    public ValueException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Why it cannot be done. */
    public String reason() {
        return reason;
    }
}
