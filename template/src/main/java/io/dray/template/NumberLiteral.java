package io.dray.template;

import io.dray.template.value.ByteText;
import io.dray.template.value.Complex;
import io.dray.template.value.GoQuote;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers and character constants in Go's syntax. */
final class NumberLiteral {
    private static final String DECIMAL = "0123456789_";
    private static final String HEXADECIMAL = "0123456789abcdefABCDEF_";

    private NumberLiteral() {}

    /** Where the number that begins here ends, as Go's lexer sees it; whether it is valid is for {@link #value}. */
    static int end(String text, int start) {
        int at = skipOne(text, start, "+-");
        String digits = DECIMAL;
        if (skipOne(text, at, "0") > at) {
            at++;
            int prefixed = skipOne(text, at, "xX");
            if (prefixed > at) {
                digits = HEXADECIMAL;
            } else {
                prefixed = skipOne(text, at, "oO");
                digits = prefixed > at ? "01234567_" : digits;
            }
            if (prefixed == at) {
                prefixed = skipOne(text, at, "bB");
                digits = prefixed > at ? "01_" : digits;
            }
            at = prefixed;
        }
        at = skipAll(text, at, digits);
        int point = skipOne(text, at, ".");
        at = point > at ? skipAll(text, point, digits) : at;
        String exponents = digits.equals(DECIMAL) ? "eE" : digits.equals(HEXADECIMAL) ? "pP" : "";
        int exponent = skipOne(text, at, exponents);
        if (exponent > at) {
            at = skipAll(text, skipOne(text, exponent, "+-"), DECIMAL);
        }
        return skipOne(text, at, "i");
    }

    private static int skipOne(String text, int at, String accepted) {
        return at < text.length() && accepted.indexOf(text.charAt(at)) >= 0 ? at + 1 : at;
    }

    private static int skipAll(String text, int at, String accepted) {
        int end = at;
        while (end < text.length() && accepted.indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    /** The value of a number: Long, BigInteger (beyond 64 bits), Double or Complex; null when it is malformed. */
    static @Nullable Object value(String literal) {
        if (literal.endsWith("i")) {
            return complex(literal.substring(0, literal.length() - 1));
        }
        BigInteger whole = integer(literal);
        if (whole != null) {
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
        }
        return looksLikeFraction(literal) ? floating(literal) : null;
    }

    private static boolean looksLikeFraction(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (".eEpP".indexOf(literal.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Complex complex(String literal) {
        for (int i = literal.length() - 1; i > 0; i--) {
            boolean sign = literal.charAt(i) == '+' || literal.charAt(i) == '-';
            if (sign && "eEpP".indexOf(literal.charAt(i - 1)) < 0) {
                Double real = part(literal.substring(0, i));
                Double imaginary = part(literal.substring(i));
                return real == null || imaginary == null ? null : new Complex(real, imaginary);
            }
        }
        Double imaginary = part(literal);
        return imaginary == null ? null : new Complex(0, imaginary);
    }

    private static @Nullable Double part(String literal) {
        Double number = floating(literal);
        BigInteger whole = number == null ? integer(literal) : null;
        return whole == null ? number : (Double) whole.doubleValue();
    }

    private static @Nullable BigInteger integer(String literal) {
        int sign = skipOne(literal, 0, "+-");
        String digits = literal.substring(sign);
        int radix = 10;
        int prefix = 0;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            char second = digits.charAt(1);
            radix = switch (second) {
                case 'x', 'X' -> 16;
                case 'b', 'B' -> 2;
                default -> 8;
            };
            prefix = "xXbBoO".indexOf(second) >= 0 ? 2 : 1;
        }
        if (!isWellSeparated(digits)) {
            return null;
        }
        try {
            String plain = digits.substring(prefix).replace("_", "");
            boolean signed = plain.startsWith("-") || plain.startsWith("+");
            return signed ? null : new BigInteger(literal.startsWith("-") ? "-" + plain : plain, radix);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Double floating(String literal) {
        boolean hexadecimal = literal.contains("0x") || literal.contains("0X");
        boolean exponent = literal.indexOf('p') >= 0 || literal.indexOf('P') >= 0;
        if (hexadecimal != exponent || !isWellSeparated(literal)) {
            return null;
        }
        char last = literal.charAt(literal.length() - 1);
        if (Character.isLetter(last) && !hexadecimal) {
            return null;
        }
        try {
            Double number = Double.valueOf(literal.replace("_", ""));
            return number.isInfinite() ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Underscores separate digits, one at a time. */
    private static boolean isWellSeparated(String literal) {
        int sign = skipOne(literal, 0, "+-");
        for (int i = literal.indexOf('_'); i >= 0; i = literal.indexOf('_', i + 1)) {
            boolean between = i > sign
                    && i + 1 < literal.length()
                    && literal.charAt(i + 1) != '_'
                    && literal.charAt(i + 1) != '.'
                    && literal.charAt(i - 1) != '.';
            if (!between) {
                return false;
            }
        }
        return true;
    }

    /** The number of a character constant; null when it is malformed. */
    static @Nullable Long character(String literal) {
        String text = GoQuote.unquote(literal);
        if (text == null || text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
            return null;
        }
        int rune = text.codePointAt(0);
        return (long) (ByteText.isEscape(rune) ? ByteText.escapedByte(rune) : rune);
    }
}
