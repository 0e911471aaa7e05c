package io.dray.pod;

import io.dray.core.InvalidInputException;
import java.util.Locale;

/** Which network a pod is on. */
public enum Network {
    /** A network of its own with nothing but loopback. */
    NONE,
    /** The host's network: its addresses, its ports. */
    HOST,
    /** An address of its own on the machine's bridge; see {@link DefaultNetwork}. */
    DEFAULT;

    /** Reads the value of {@code --net}. */
    public static Network parse(String text) {
        return switch (text) {
            case "none" -> NONE;
            case "host" -> HOST;
            case "default", "" -> DEFAULT;
            default ->
                throw new InvalidInputException(
                        "there is no network '" + text + "'", "the networks are default, host and none");
        };
    }

    /** The name as {@code --net} takes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
