package io.dray.image.trust;

/** A signature that is not good, or by nobody that is trusted. Who asked says how to mend it. */
public final class UntrustedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String unknownKey;

    UntrustedException(String reason, String unknownKey) {
        super(reason);
        this.unknownKey = unknownKey;
    }

    /** The ID of the key that made the signature if that key is not trusted, else empty. */
    public String unknownKey() {
        return unknownKey;
    }
}
