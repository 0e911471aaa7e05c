package io.dray.pod.network;

import io.dray.core.InvalidInputException;
import java.util.Optional;

/**
 * How the pod's host is called.
 *
 * @param given the name that was asked for
 * @param prefix without one, what stands before the pod's uuid
 */
public record Hostname(Optional<String> given, String prefix) {
    /** The kernel's limit (uname(2)). */
    private static final int MAX_LENGTH = 64;

    /** RFC 1123, 2.1 and RFC 1034, 3.1. */
    private static final int MAX_LABEL = 63;

    /** A name made of the pod's uuid. */
    public static Hostname ofUuid(String prefix) {
        return new Hostname(Optional.empty(), prefix);
    }

    /**
     * A name of the caller's choice.
     *
     * @throws InvalidInputException if it cannot be the name of a host
     */
    public static Hostname parse(String name) {
        if (!isHostname(name)) {
            throw new InvalidInputException(
                    "'" + name + "' cannot be a host name",
                    "use at most 64 letters, digits, dashes, underscores and single dots; begin and end with a letter or digit");
        }
        return new Hostname(Optional.of(name), "");
    }

    /** The name for the pod with this uuid. */
    public String of(String uuid) {
        return given.isPresent() ? given.get() : prefix + uuid;
    }

    private static boolean isHostname(String name) {
        int start = 0;
        while (start <= name.length()) {
            int dot = name.indexOf('.', start);
            int end = dot < 0 ? name.length() : dot;
            if (!isLabel(name, start, end)) {
                return false;
            }
            start = end + 1;
        }
        return name.length() <= MAX_LENGTH;
    }

    private static boolean isLabel(String name, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && ((c != '-' && c != '_') || i == start || i == end - 1)) {
                return false;
            }
        }
        return end > start && end - start <= MAX_LABEL;
    }
}
