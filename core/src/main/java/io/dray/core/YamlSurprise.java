package io.dray.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows the plain words that are read otherwise than they look, or than the other version of YAML reads them. */
final class YamlSurprise {
    private YamlSurprise() {}

    /**
     * Says what is odd about a plain word.
     *
     * @param value what it was read as
     */
    static Optional<String> of(String text, @Nullable Object value, YamlVersion version) {
        if (value instanceof Boolean) {
            return ofBoolean(text, value);
        } else if (value instanceof Double number) {
            return ofFloat(text, number, version);
        } else if (value instanceof Number number) {
            return ofInteger(text, number, version);
        } else if (value instanceof String && !text.isEmpty() && isNumberStart(text.charAt(0))) {
            return ofText(text, version);
        }
        return Optional.empty();
    }

    private static boolean isNumberStart(char c) {
        return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
    }

    private static Optional<String> ofBoolean(String text, Object value) {
        if (YamlScalarType.bool(text, YamlVersion.ONE_TWO) != null) {
            return Optional.empty();
        }
        return Optional.of("'" + text + "' means " + value + " in YAML 1.1 and is text in YAML 1.2: write " + value
                + ", or \"" + text + "\" in quotes");
    }

    private static Optional<String> ofInteger(String text, Number value, YamlVersion version) {
        String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        boolean zero = unsigned.length() > 1 && unsigned.charAt(0) == '0' && unsigned.charAt(1) <= '9';
        if (zero) {
            return Optional.of("'" + text + "' is the number " + value + otherwise(text, value, version) + ": write "
                    + value + ", or \"" + text + "\" in quotes");
        }
        if (version == YamlVersion.ONE_ONE && YamlScalarType.integer(text, YamlVersion.ONE_TWO) == null) {
            return Optional.of("'" + text + "' is the number " + value + " in YAML 1.1 and text in YAML 1.2: write "
                    + value + ", or \"" + text + "\" in quotes");
        }
        return Optional.empty();
    }

    private static String otherwise(String text, Number value, YamlVersion version) {
        YamlVersion other = version == YamlVersion.ONE_ONE ? YamlVersion.ONE_TWO : YamlVersion.ONE_ONE;
        Object read = YamlScalarType.valueOf(text, other);
        String here = version == YamlVersion.ONE_ONE ? " in YAML 1.1" : " in YAML 1.2";
        String there = version == YamlVersion.ONE_ONE ? " in YAML 1.2" : " in YAML 1.1";
        return value.equals(read) ? "" : here + " and " + read + there;
    }

    private static Optional<String> ofFloat(String text, Double value, YamlVersion version) {
        boolean zeros = text.indexOf('.') >= 0 && text.endsWith("0") && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        if (zeros) {
            return Optional.of("'" + text + "' is the number " + shortest(value)
                    + ": if it is a version or must keep its zeros, write \"" + text + "\" in quotes");
        }
        if (version == YamlVersion.ONE_ONE && YamlScalarType.floating(text, YamlVersion.ONE_TWO) == null) {
            return Optional.of("'" + text + "' is a number in YAML 1.1 and text in YAML 1.2: write it without _, or in"
                    + " quotes");
        }
        return Optional.empty();
    }

    private static Optional<String> ofText(String text, YamlVersion version) {
        if (version == YamlVersion.ONE_ONE && YamlScalarType.floating(text, YamlVersion.ONE_TWO) != null) {
            return Optional.of("'" + text + "' is text, as dgr reads it, and a number in YAML 1.2: write \"" + text
                    + "\" in quotes, or the number in full");
        }
        return isBaseSixty(text)
                ? Optional.of("'" + text + "' is text, and a number of base 60 to other readers of YAML 1.1: write \""
                        + text + "\" in quotes")
                : Optional.empty();
    }

    /** {@code 60:30}: groups of digits, all but the first below 60. */
    private static boolean isBaseSixty(String text) {
        int colons = 0;
        int digits = 0;
        int group = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' && digits > 0) {
                colons++;
                digits = 0;
                group = 0;
            } else if (c >= '0' && c <= '9') {
                digits++;
                group = group * 10 + (c - '0');
                if (colons > 0 && (digits > 2 || group >= 60)) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return colons > 0 && digits > 0;
    }

    /** As templates print it. */
    static String shortest(Double value) {
        String text = value.toString();
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
