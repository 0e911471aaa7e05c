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
            case 'x' -> hexadecimal(magnitude, precision);
            case 'X' -> upper(hexadecimal(magnitude, precision));
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

    private static String hexadecimal(double magnitude, int precision) {
        long mantissa = Double.doubleToRawLongBits(magnitude) & ((1L << 52) - 1);
        int power = Math.getExponent(magnitude);
        if (magnitude == 0) {
            power = 0;
        } else if (magnitude < Double.MIN_NORMAL) {
            int shift = Long.numberOfLeadingZeros(mantissa) - 11;
            mantissa <<= shift;
            power = Double.MIN_EXPONENT - shift;
        } else {
            mantissa |= 1L << 52;
        }
        if (precision >= 0 && precision < 13) {
            mantissa = roundedToEven(mantissa, 52 - 4 * precision);
            if (mantissa >= 1L << 53) {
                mantissa >>= 1;
                power++;
            }
        }
        String digits = Long.toHexString(mantissa | (1L << 56)).substring(2);
        int count = precision;
        if (precision < 0) {
            count = 13;
            while (count > 0 && digits.charAt(count - 1) == '0') {
                count--;
            }
        }
        StringBuilder text = new StringBuilder("0x").append(mantissa >> 52);
        text.append(count > 0 ? "." : "").append(digits, 0, Math.min(count, 13));
        for (int i = 13; i < count; i++) {
            text.append('0');
        }
        text.append(power < 0 ? "p-" : "p+").append(Math.abs(power) < 10 ? "0" : "");
        return text.append(Math.abs(power)).toString();
    }

    /** Clears the low bits, rounding to the nearest value, and to the even one of two. */
    private static long roundedToEven(long mantissa, int lowBits) {
        long unit = 1L << lowBits;
        long rest = mantissa & (unit - 1);
        long kept = mantissa - rest;
        boolean up = rest > unit / 2 || (rest == unit / 2 && (kept & unit) != 0);
        return up ? kept + unit : kept;
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
