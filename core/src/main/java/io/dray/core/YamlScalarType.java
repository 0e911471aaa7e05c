package io.dray.core;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a plain word of YAML means: for 1.1 in the words of go-yaml 2, which dgr used, for 1.2 by its core schema.
 *
 * <p>No regular expressions: this is on the way to every start.
 */
final class YamlScalarType {
    /** What is longer is a text: nobody counts so far, and making a number of it takes the square of its length. */
    private static final int MAX_DIGITS = 1000;

    private YamlScalarType() {}

    /** The value of a plain word: String, Long, BigInteger, Double, Boolean or null. */
    static @Nullable Object valueOf(String text, YamlVersion version) {
        char first = text.isEmpty() ? '~' : text.charAt(0);
        if (isDigit(first) || first == '-' || first == '+' || first == '.') {
            return number(text, version);
        }
        if ("~nNtTfFyYoO".indexOf(first) < 0) {
            return text;
        }
        if (isNull(text)) {
            return null;
        }
        Boolean truth = bool(text, version);
        return truth == null ? text : truth;
    }

    static boolean isNull(String text) {
        return text.isEmpty() || text.equals("~") || isSpelled(text, "null");
    }

    /** The boolean that a word is, or null. */
    static @Nullable Boolean bool(String text, YamlVersion version) {
        if (isSpelled(text, "true")) {
            return true;
        } else if (isSpelled(text, "false")) {
            return false;
        } else if (version == YamlVersion.ONE_TWO) {
            return null;
        } else if (isSpelled(text, "yes") || isSpelled(text, "on") || isSpelled(text, "y")) {
            return true;
        }
        boolean denied = isSpelled(text, "no") || isSpelled(text, "off") || isSpelled(text, "n");
        return denied ? Boolean.FALSE : null;
    }

    /** YAML knows a word in lower case, in upper case, and with a capital, but not as {@code nULL}. */
    private static boolean isSpelled(String text, String word) {
        if (text.length() != word.length() || !text.equalsIgnoreCase(word)) {
            return false;
        }
        boolean capital = Character.isUpperCase(text.charAt(0));
        boolean second = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        for (int i = 1; i < text.length(); i++) {
            if (Character.isUpperCase(text.charAt(i)) != second) {
                return false;
            }
        }
        return capital || !second;
    }

    private static Object number(String text, YamlVersion version) {
        if (text.length() > MAX_DIGITS) {
            return text;
        }
        Object whole = integer(text, version);
        if (whole != null) {
            return whole;
        }
        Double floating = floating(text, version);
        return floating == null ? text : floating;
    }

    /** The integer that a word is, exact, or null. */
    static @Nullable Object integer(String text, YamlVersion version) {
        boolean old = version == YamlVersion.ONE_ONE;
        String digits = old ? text.replace("_", "") : text;
        boolean signed = digits.startsWith("-") || digits.startsWith("+");
        boolean negative = digits.startsWith("-");
        digits = signed ? digits.substring(1) : digits;
        int radix = old ? radixOfOld(digits) : signed ? 10 : radixOfCore(digits);
        int prefix = radix == 10 ? 0 : Character.isDigit(digits.charAt(1)) ? 1 : 2;
        return digits(digits.substring(prefix), negative, radix);
    }

    private static int radixOfOld(String digits) {
        if (digits.length() < 2 || digits.charAt(0) != '0') {
            return 10;
        }
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            case 'o', 'O' -> 8;
            default -> isOctal(digits) ? 8 : 10;
        };
    }

    private static int radixOfCore(String digits) {
        return digits.startsWith("0x") ? 16 : digits.startsWith("0o") ? 8 : 10;
    }

    static boolean isOctal(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '7') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object digits(String digits, boolean negative, int radix) {
        boolean valid = !digits.isEmpty();
        for (int i = 0; i < digits.length() && valid; i++) {
            valid = digits.charAt(i) < 0x80 && Character.digit(digits.charAt(i), radix) >= 0;
        }
        if (!valid) {
            return null;
        }
        String number = negative ? "-" + digits : digits;
        try {
            return Long.parseLong(number, radix);
        } catch (NumberFormatException _) {
            return new BigInteger(number, radix);
        }
    }

    /** The floating point number that a word is, or null. */
    static @Nullable Double floating(String text, YamlVersion version) {
        boolean old = version == YamlVersion.ONE_ONE;
        String plain = old ? text.replace("_", "") : text;
        String unsigned = plain.startsWith("-") || plain.startsWith("+") ? plain.substring(1) : plain;
        if (unsigned.startsWith(".") && isSpelled(unsigned.substring(1), "inf")) {
            return plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        } else if (plain.equals(".nan") || plain.equals(".NaN") || plain.equals(".NAN")) {
            return Double.NaN;
        }
        return isDecimal(unsigned, old) ? Double.valueOf(plain) : null;
    }

    /** go-yaml 2 wants a digit after the point and a sign in the exponent; YAML 1.2 neither. */
    private static boolean isDecimal(String text, boolean old) {
        int at = digitsFrom(text, 0);
        int digits = at;
        if (at < text.length() && text.charAt(at) == '.') {
            int end = digitsFrom(text, at + 1);
            digits += end - at - 1;
            if (end == at + 1 && old) {
                return false;
            }
            at = end;
        }
        if (digits == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int exponent = at + 1;
            boolean sign = exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0;
            if (!sign && old) {
                return false;
            }
            exponent += sign ? 1 : 0;
            at = digitsFrom(text, exponent);
            return at > exponent && at == text.length();
        }
        return at == text.length();
    }

    private static int digitsFrom(String text, int start) {
        int at = start;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
