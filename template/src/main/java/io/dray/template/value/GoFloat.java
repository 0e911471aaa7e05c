package io.dray.template.value;

import java.util.Locale;

/** Floating point numbers as Go's {@code strconv.FormatFloat} writes them. */
public final class GoFloat {
    /** As many digits as are needed to read the same number back. */
    public static final int SHORTEST = -1;

    private GoFloat() {}

    /** As {@code {{.}}} prints it: {@code 1.5}, {@code 1e+06}. */
    public static String format(double number) {
        return format(number, 'g', SHORTEST);
    }

    /**
     * Writes a number.
     *
     * @param form one of {@code e E f g G b x X}
     * @param precision digits after the point; for g significant digits; or {@link #SHORTEST}
     */
    public static String format(double number, char form, int precision) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        boolean negative = number < 0 || 1 / number < 0;
        double magnitude = Math.abs(number);
        String text = switch (form) {
            case 'e', 'E' -> exponent(rounded(magnitude, precision, precision + 1), precision, form);
            case 'f' ->
                fixed(precision < 0 ? Digits.shortest(magnitude) : Digits.fraction(magnitude, precision), precision);
            case 'b' -> binary(magnitude);
            case 'x' -> hexadecimal(magnitude);
            case 'X' -> upper(hexadecimal(magnitude));
            default -> general(magnitude, form, precision);
        };
        return negative ? "-" + text : text;
    }

    private static Digits rounded(double magnitude, int precision, int significant) {
        return precision < 0 ? Digits.shortest(magnitude) : Digits.significant(magnitude, significant);
    }

    private static String general(double magnitude, char form, int precision) {
        Digits digits = rounded(magnitude, precision, precision);
        int effective = precision < 0 ? 6 : Math.max(precision, 1);
        if (precision >= 0 && effective > digits.count() && digits.count() >= digits.point()) {
            effective = digits.count();
        }
        int exponent = digits.point() - 1;
        boolean large = exponent >= effective && digits.count() > 0;
        if (exponent < -4 || large) {
            return exponent(digits, Math.max(digits.count() - 1, 0), form == 'G' ? 'E' : 'e');
        }
        return fixed(digits, Math.max(digits.count() - digits.point(), 0));
    }

    private static String exponent(Digits digits, int precision, char letter) {
        int fraction = precision < 0 ? Math.max(digits.count() - 1, 0) : precision;
        StringBuilder text = new StringBuilder().append(digits.at(0));
        if (fraction > 0) {
            text.append('.');
            for (int i = 1; i <= fraction; i++) {
                text.append(digits.at(i));
            }
        }
        int exponent = digits.count() == 0 ? 0 : digits.point() - 1;
        text.append(letter).append(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        return (size < 10 ? text.append('0') : text).append(size).toString();
    }

    private static String fixed(Digits digits, int precision) {
        int fraction = precision < 0 ? Math.max(digits.count() - digits.point(), 0) : precision;
        StringBuilder text = new StringBuilder();
        if (digits.point() <= 0 || digits.count() == 0) {
            text.append('0');
        }
        for (int i = 0; i < digits.point(); i++) {
            text.append(digits.at(i));
        }
        if (fraction > 0) {
            text.append('.');
            for (int i = 0; i < fraction; i++) {
                text.append(digits.at(digits.point() + i));
            }
        }
        return text.toString();
    }

    private static String binary(double magnitude) {
        long bits = Double.doubleToRawLongBits(magnitude);
        int exponent = (int) (bits >>> 52);
        long mantissa = bits & ((1L << 52) - 1);
        if (exponent == 0) {
            exponent = 1;
        } else {
            mantissa |= 1L << 52;
        }
        int power = exponent - 1075;
        return mantissa + "p" + (power >= 0 ? "+" : "") + power;
    }

    private static String hexadecimal(double magnitude) {
        if (magnitude == 0) {
            return "0x0p+00";
        }
        // Java leaves subnormal numbers unnormalised; scaling by a power of two normalises them exactly
        boolean subnormal = magnitude < Double.MIN_NORMAL;
        String text = Double.toHexString(subnormal ? magnitude * 0x1p60 : magnitude);
        int split = text.indexOf('p');
        String mantissa = text.substring(0, split);
        int power = Integer.parseInt(text, split + 1, text.length(), 10) - (subnormal ? 60 : 0);
        if (mantissa.endsWith(".0")) {
            mantissa = mantissa.substring(0, mantissa.length() - 2);
        }
        String size = Integer.toString(Math.abs(power));
        return mantissa + "p" + (power < 0 ? "-" : "+") + (size.length() < 2 ? "0" : "") + size;
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
