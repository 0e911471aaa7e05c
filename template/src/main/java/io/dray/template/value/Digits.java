package io.dray.template.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The decimal digits of a finite, not negative number: 0.d1d2d3... times ten to the power of {@code point}. Zero has no
 * digits.
 */
record Digits(String text, int point) {
    /** No number has more digits after the point; beyond are zeros. */
    private static final int MOST = 1100;

    private static final Digits ZERO = new Digits("", 0);

    /** The fewest digits that read back as the same number. */
    static Digits shortest(double number) {
        if (number == 0) {
            return ZERO;
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number));
        if (decimal.stripTrailingZeros().precision() == 2) {
            // Double.toString never gives fewer than two digits: 4.9E-324, where 5E-324 names the same number
            BigDecimal shorter = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN));
            if (shorter.doubleValue() == number) {
                decimal = shorter;
            }
        }
        return of(decimal);
    }

    /** Rounded to so many significant digits. */
    static Digits significant(double number, int count) {
        if (number == 0) {
            return ZERO;
        }
        return of(new BigDecimal(number).round(new MathContext(Math.max(count, 1), RoundingMode.HALF_EVEN)));
    }

    /** Rounded to so many digits after the point. */
    static Digits fraction(double number, int count) {
        BigDecimal rounded = new BigDecimal(number).setScale(Math.min(count, MOST), RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? ZERO : of(rounded);
    }

    private static Digits of(BigDecimal decimal) {
        BigDecimal stripped = decimal.stripTrailingZeros();
        String digits = stripped.unscaledValue().toString();
        return new Digits(digits, digits.length() - stripped.scale());
    }

    int count() {
        return text.length();
    }

    /** The digit at this place, '0' beyond the last. */
    char at(int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : '0';
    }
}
