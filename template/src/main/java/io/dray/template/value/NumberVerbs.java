package io.dray.template.value;

import java.math.BigInteger;
import java.util.Locale;

/** Numbers under the verbs of {@code printf}: signs, bases, precision and zeros as Go's fmt writes them. */
final class NumberVerbs {
    private final StringBuilder out;
    private final FormatSpec spec;

    NumberVerbs(StringBuilder out, FormatSpec spec) {
        this.out = out;
        this.spec = spec;
    }

    /** Appends a whole number; false when the verb does not apply to one. */
    boolean append(BigInteger number, char verb) {
        switch (verb) {
            case 'v', 'd' -> appendInBase(number, 10, verb);
            case 'b' -> appendInBase(number, 2, verb);
            case 'o', 'O' -> appendInBase(number, 8, verb);
            case 'x', 'X' -> appendInBase(number, 16, verb);
            case 'c' -> spec.pad(out, Character.toString(rune(number)));
            case 'q' -> spec.pad(out, GoQuote.quoteRune(rune(number), spec.plus));
            case 'U' -> appendUnicode(number);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int rune(BigInteger number) {
        int rune = number.bitLength() < 32 ? number.intValue() : -1;
        boolean surrogate = rune >= Character.MIN_SURROGATE && rune <= Character.MAX_SURROGATE;
        return Character.isValidCodePoint(rune) && !surrogate ? rune : 0xFFFD;
    }

    private void appendInBase(BigInteger number, int base, char verb) {
        if (spec.precision == 0 && number.signum() == 0) {
            spec.padWithBlanks(out, "");
            return;
        }
        boolean negative = number.signum() < 0;
        String digits = number.abs().toString(base);
        int least = spec.precision;
        if (spec.precision == FormatSpec.ABSENT && spec.zero && spec.width != FormatSpec.ABSENT) {
            least = negative || spec.plus || spec.space ? spec.width - 1 : spec.width;
        }
        StringBuilder text = new StringBuilder();
        for (int i = digits.length(); i < least; i++) {
            text.append('0');
        }
        text.append(verb == 'X' ? digits.toUpperCase(Locale.ROOT) : digits);
        if (spec.sharp) {
            text.insert(0, prefix(base, verb, text.charAt(0)));
        }
        if (verb == 'O') {
            text.insert(0, "0o");
        }
        text.insert(0, sign(negative));
        spec.padWithBlanks(out, text.toString());
    }

    private static String prefix(int base, char verb, char first) {
        return switch (base) {
            case 2 -> "0b";
            case 8 -> first == '0' ? "" : "0";
            case 16 -> verb == 'X' ? "0X" : "0x";
            default -> "";
        };
    }

    private String sign(boolean negative) {
        return negative ? "-" : spec.plus ? "+" : spec.space ? " " : "";
    }

    private void appendUnicode(BigInteger number) {
        String hex = number.signum() < 0
                ? number.add(BigInteger.ONE.shiftLeft(Long.SIZE)).toString(16)
                : number.toString(16);
        StringBuilder text = new StringBuilder("U+");
        for (int i = hex.length(); i < Math.max(4, spec.precision); i++) {
            text.append('0');
        }
        text.append(hex.toUpperCase(Locale.ROOT));
        boolean valid = number.bitLength() < 32 && Character.isValidCodePoint(number.intValue());
        if (spec.sharp && valid && GoQuote.isPrintable(number.intValue())) {
            text.append(" '").appendCodePoint(number.intValue()).append('\'');
        }
        spec.padWithBlanks(out, text.toString());
    }

    /** Appends a floating point number; false when the verb does not apply to one. */
    boolean append(double number, char verb) {
        switch (verb) {
            case 'v' -> append(number, 'g', GoFloat.SHORTEST);
            case 'b', 'g', 'G', 'x', 'X' -> append(number, verb, GoFloat.SHORTEST);
            case 'f', 'F' -> append(number, 'f', 6);
            case 'e', 'E' -> append(number, verb, 6);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void append(double number, char form, int usualPrecision) {
        int precision = spec.precision == FormatSpec.ABSENT ? usualPrecision : spec.precision;
        String text = GoFloat.format(number, form, precision);
        boolean signed = text.charAt(0) == '-' || text.charAt(0) == '+';
        char sign = signed ? text.charAt(0) : '+';
        String body = signed ? text.substring(1) : text;
        boolean shown = spec.plus || spec.space || sign == '-';
        char shownSign = sign == '+' && spec.space && !spec.plus ? ' ' : sign;
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            spec.padWithBlanks(out, shown || Double.isInfinite(number) ? shownSign + body : body);
            return;
        }
        if (spec.sharp && form != 'b') {
            body = withPoint(body, form, precision);
        }
        if (shown && spec.zero && spec.width > body.length() + 1) {
            out.append(shownSign);
            spec.fill(out, spec.width - body.length() - 1);
            out.append(body);
        } else {
            spec.pad(out, shown ? shownSign + body : body);
        }
    }

    /** The sharp flag: always a decimal point, and the trailing zeros that %g would drop. */
    private static String withPoint(String text, char form, int precision) {
        boolean hexadecimal = form == 'x' || form == 'X';
        int exponent = hexadecimal
                ? Math.max(text.indexOf('p'), text.indexOf('P'))
                : Math.max(text.indexOf('e'), text.indexOf('E'));
        String number = exponent < 0 ? text : text.substring(0, exponent);
        String tail = exponent < 0 ? "" : text.substring(exponent);
        int digits = 0;
        if (form == 'g' || form == 'G' || form == 'x') {
            digits = precision < 0 ? 6 : precision;
        }
        boolean significant = false;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            significant |= c != '0' && c != '.';
            if (c != '.' && significant) {
                digits--;
            }
        }
        StringBuilder padded = new StringBuilder(number);
        if (number.indexOf('.') < 0) {
            padded.append('.');
            digits -= number.equals("0") ? 1 : 0;
        }
        for (int i = 0; i < digits; i++) {
            padded.append('0');
        }
        return padded.append(tail).toString();
    }

    /** Appends a complex number; false when the verb does not apply to one. */
    boolean append(Complex number, char verb) {
        if ("vbgGxXfFeE".indexOf(verb) < 0) {
            return false;
        }
        boolean plus = spec.plus;
        out.append('(');
        append(number.real(), verb);
        spec.plus = true;
        append(number.imaginary(), verb);
        out.append("i)");
        spec.plus = plus;
        return true;
    }
}
