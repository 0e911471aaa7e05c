package io.dray.template;

import io.dray.template.value.ByteText;
import io.dray.template.value.Complex;
import io.dray.template.value.GoQuote;
import io.dray.template.value.Limits;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A number or character constant in Go's syntax, as every type that can hold it: which one it is depends on where it stands.
 *
 * @param text as the template writes it
 * @param whole its value as a signed integer of 64 bits; null when it has none
 * @param tooLarge whether it is a whole number that only an unsigned integer can hold
 * @param floating its value as a floating point number; null when it has none
 * @param complex its value as a complex number; null unless it is written as one
 */
record NumberLiteral(
        String text,
        @Nullable Long whole,
        boolean tooLarge,
        @Nullable Double floating,
        @Nullable Complex complex) {
    private static final String DECIMAL = "0123456789_";
    private static final String HEXADECIMAL = "0123456789abcdefABCDEF_";

    /** Go's word for everything that is no number. */
    private static final String ILLEGAL = "illegal number syntax: ";

    /** A text is no number. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Malformed(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** Where the number that begins here ends, as Go's lexer sees it; whether it is valid is for {@link #number}. */
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

    /** The number of a text that the lexer took for one. */
    static NumberLiteral number(String text) throws Malformed {
        if (text.endsWith("i")) {
            Double imaginary = decimal(text.substring(0, text.length() - 1));
            if (imaginary == null) {
                throw new Malformed(ILLEGAL + GoQuote.quote(text));
            }
            return ofComplex(text, new Complex(0, imaginary));
        }
        BigInteger integer = integer(text);
        if (integer != null && integer.bitLength() < Long.SIZE) {
            return new NumberLiteral(text, integer.longValue(), false, (double) integer.longValue(), null);
        }
        if (integer != null && integer.signum() > 0 && integer.bitLength() == Long.SIZE && text.charAt(0) != '+') {
            return new NumberLiteral(text, null, true, integer.doubleValue(), null);
        }
        Double floating = decimal(text);
        if (floating == null) {
            throw new Malformed(ILLEGAL + GoQuote.quote(text));
        }
        if (!looksLikeFraction(text)) {
            throw new Malformed("integer overflow: " + GoQuote.quote(text));
        }
        return new NumberLiteral(text, wholeOf(floating), false, floating, null);
    }

    /** The number of a sum such as {@code 1+2i}. */
    static NumberLiteral sum(String text) throws Malformed {
        int split = text.length() - 1;
        while (split > 1 && (!isSign(text.charAt(split)) || "eEpP".indexOf(text.charAt(split - 1)) >= 0)) {
            split--;
        }
        double real = part(text.substring(0, split));
        if (split == text.length() - 2) {
            throw new Malformed("syntax error scanning complex number");
        }
        return ofComplex(text, new Complex(real, part(text.substring(split, text.length() - 1))));
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }

    private static double part(String text) throws Malformed {
        Double number = decimal(text);
        if (number != null) {
            return number;
        }
        BigInteger integer = integer(text);
        if (integer == null) {
            throw new Malformed("strconv.ParseFloat: parsing " + GoQuote.quote(text) + ": invalid syntax");
        }
        return integer.doubleValue();
    }

    private static NumberLiteral ofComplex(String text, Complex complex) {
        Double floating = complex.imaginary() == 0 ? (Double) complex.real() : null;
        return new NumberLiteral(text, floating == null ? null : wholeOf(floating), false, floating, complex);
    }

    private static @Nullable Long wholeOf(double number) {
        boolean fits = number >= -0x1p63 && number < 0x1p63 && (double) (long) number == number;
        return fits ? (Long) (long) number : null;
    }

    /** The number of a character constant. */
    static NumberLiteral character(String text) throws Malformed {
        String character = GoQuote.unquoteFirst(text);
        if (character == null) {
            throw new Malformed("invalid syntax");
        }
        if (GoQuote.unquote(text) == null || !character.equals(GoQuote.unquote(text))) {
            throw new Malformed("malformed character constant: " + text);
        }
        int rune = character.codePointAt(0);
        long value = ByteText.isEscape(rune) ? ByteText.escapedByte(rune) : rune;
        return new NumberLiteral(text, value, false, (double) value, null);
    }

    /** The value where no type is asked for; null when it fits none. */
    @Nullable
    Object value() {
        if (complex != null) {
            return complex;
        }
        boolean hexadecimal = text.length() > 2
                && text.charAt(0) == '0'
                && "xX".indexOf(text.charAt(1)) >= 0
                && text.indexOf('p') < 0
                && text.indexOf('P') < 0;
        if (floating != null && !hexadecimal && text.charAt(0) != '\'' && looksLikeFraction(text)) {
            return floating;
        }
        return whole;
    }

    private static boolean looksLikeFraction(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (".eEpP".indexOf(literal.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
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
        if (!isWellSeparated(literal)) {
            return null;
        }
        try {
            String plain = digits.substring(prefix).replace("_", "");
            if (plain.length() > Limits.MAX_DIGITS) {
                return null;
            }
            boolean signed = plain.startsWith("-") || plain.startsWith("+");
            return signed ? null : new BigInteger(literal.startsWith("-") ? "-" + plain : plain, radix);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** As Go's strconv.ParseFloat; null for malformed and for infinite numbers. */
    private static @Nullable Double decimal(String literal) {
        boolean hexadecimal = literal.contains("0x") || literal.contains("0X");
        boolean power = literal.indexOf('p') >= 0 || literal.indexOf('P') >= 0;
        if (literal.isEmpty() || hexadecimal != power || !isWellSeparated(literal)) {
            return null;
        }
        if (!hexadecimal && Character.isLetter(literal.charAt(literal.length() - 1))) {
            return null;
        }
        try {
            Double number = Double.valueOf(literal.replace("_", ""));
            return number.isInfinite() ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Underscores stand between digits, or between the prefix of a base and a digit, one at a time. */
    private static boolean isWellSeparated(String literal) {
        int at = skipOne(literal, 0, "+-");
        boolean prefixed =
                literal.length() > at + 1 && literal.charAt(at) == '0' && "xXoObB".indexOf(literal.charAt(at + 1)) >= 0;
        boolean hexadecimal = prefixed && "xX".indexOf(literal.charAt(at + 1)) >= 0;
        char before = prefixed ? '0' : '^';
        for (int i = prefixed ? at + 2 : at; i < literal.length(); i++) {
            char c = literal.charAt(i);
            boolean digit = (c >= '0' && c <= '9') || (hexadecimal && Character.digit(c, 16) >= 0);
            if ((c == '_' && before != '0') || (c != '_' && !digit && before == '_')) {
                return false;
            }
            before = digit ? '0' : c == '_' ? '_' : '!';
        }
        return before != '_';
    }
}
