package io.dray.clikit;

import java.util.ArrayList;
import java.util.List;

/**
 * What a value is called in help, which also says how to complete it: {@code FILE}, {@code DIR}, {@code IMAGE} and
 * {@code POD} are completed from the machine; words in lower case, as in {@code json|json-pretty}, are meant literally.
 */
final class Placeholder {
    private Placeholder() {}

    /** The literal words that a placeholder lists. */
    static List<String> literals(String placeholder) {
        List<String> words = new ArrayList<>();
        for (String part : split(placeholder)) {
            if (isLiteral(part)) {
                words.add(part);
            }
        }
        return words;
    }

    /** Whether nothing but one of the words may be given. */
    static boolean accepts(String placeholder, String value) {
        boolean open = false;
        for (String part : split(placeholder)) {
            if (part.equals(value)) {
                return true;
            }
            open |= !isLiteral(part);
        }
        return open;
    }

    private static boolean isLiteral(String part) {
        return !part.isEmpty() && Character.isLowerCase(part.charAt(0));
    }

    private static List<String> split(String placeholder) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int bar = placeholder.indexOf('|'); bar >= 0; bar = placeholder.indexOf('|', start)) {
            parts.add(placeholder.substring(start, bar));
            start = bar + 1;
        }
        parts.add(placeholder.substring(start));
        return parts;
    }
}
