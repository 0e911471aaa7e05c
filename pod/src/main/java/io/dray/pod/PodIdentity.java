package io.dray.pod;

import io.dray.core.InvalidInputException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What people call a pod.
 *
 * @param name its name, which no other living pod has
 * @param labels what it is looked for by
 */
public record PodIdentity(Optional<String> name, Map<String, String> labels) {
    /** A pod that has only its UUID. */
    public static final PodIdentity NONE = new PodIdentity(Optional.empty(), Map.of());

    private static final int MAX_NAME = 64;
    private static final int UUID_LENGTH = 36;

    public PodIdentity {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        if (name.isPresent() && !isName(name.get())) {
            throw new InvalidInputException(
                    "'" + name.get() + "' cannot be the name of a pod",
                    "use at most 64 letters, digits, dashes, underscores and dots, a letter or digit first");
        }
        for (String label : labels.keySet()) {
            if (label.isBlank()) {
                throw new InvalidInputException("a label needs a name");
            }
        }
    }

    /** Whether a pod could be called so; a UUID is none, since it may be another pod's. */
    public static boolean isName(String text) {
        boolean uuid = text.length() == UUID_LENGTH;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !digit && (i == 0 || (c != '-' && c != '_' && c != '.'))) {
                return false;
            }
            uuid &= digit || c == '-' || (c >= 'a' && c <= 'f');
        }
        return !text.isEmpty() && text.length() <= MAX_NAME && !uuid;
    }
}
