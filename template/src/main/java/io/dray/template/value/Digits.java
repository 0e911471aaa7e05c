package io.dray.template.value;

import java.math.BigInteger;

/**
 * The decimal digits of a finite, not negative number: 0.d1d2d3... times ten to the power of {@code point}. Zero has no
 * digits.
 *
 * <p>Made without BigDecimal, whose first use in a JVM takes 40 ms: longer than everything else that a start does.
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
        String written = Double.toString(number);
        int letter = written.indexOf('E');
        int exponent = letter < 0 ? 0 : Integer.parseInt(written, letter + 1, written.length(), 10);
        int end = letter < 0 ? written.length() : letter;
        int fraction = written.indexOf('.');
        Digits digits = of(written.substring(0, fraction) + written.substring(fraction + 1, end), fraction + exponent);
        return digits.count() == 2 ? digits.oneIfEnough(number) : digits;
    }

    /** Double.toString never gives fewer than two digits: 4.9E-324, where 5E-324 names the same number. */
    private Digits oneIfEnough(double number) {
        char first = text.charAt(0);
        char second = text.charAt(1);
        boolean up = second > '5' || (second == '5' && first % 2 == 1);
        int digit = first - '0' + (up ? 1 : 0);
        Digits one = digit == 10 ? new Digits("1", point + 1) : new Digits(String.valueOf(digit), point);
        return Double.parseDouble(one.text + "E" + (one.point - 1)) == number ? one : this;
    }

    /** Rounded to so many significant digits. */
    static Digits significant(double number, int count) {
        if (number == 0) {
            return ZERO;
        }
        int wanted = Math.max(count, 1);
        Digits estimate = shortest(number);
        int fraction = wanted - estimate.point;
        if (estimate.text.equals("1")) {
            // a power of ten may stand for a number just below it, with one digit less: 1e23 for 9.99999999999999916e22
            String finer = rounded(number, fraction + 1).toString();
            if (finer.length() <= wanted) {
                return of(finer, finer.length() - fraction - 1);
            }
        }
        String digits = rounded(number, fraction).toString();
        return of(digits, digits.length() - fraction);
    }

    /** Rounded to so many digits after the point. */
    static Digits fraction(double number, int count) {
        int fraction = Math.min(count, MOST);
        BigInteger rounded = rounded(number, fraction);
        String digits = rounded.toString();
        return rounded.signum() == 0 ? ZERO : of(digits, digits.length() - fraction);
    }

    /** The number times ten to this power, exact, then rounded to the nearest whole number, and to the even one of two. */
    private static BigInteger rounded(double number, int power) {
        long bits = Double.doubleToRawLongBits(number);
        int exponent = (int) (bits >>> 52);
        long mantissa = bits & ((1L << 52) - 1);
        int shift = Math.max(exponent, 1) - 1075;
        BigInteger numerator = BigInteger.valueOf(exponent == 0 ? mantissa : mantissa | (1L << 52))
                .multiply(BigInteger.TEN.pow(Math.max(power, 0)))
                .shiftLeft(Math.max(shift, 0));
        BigInteger denominator = BigInteger.TEN.pow(Math.max(-power, 0)).shiftLeft(Math.max(-shift, 0));
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        int half = parts[1].shiftLeft(1).compareTo(denominator);
        boolean up = half > 0 || (half == 0 && parts[0].testBit(0));
        return up ? parts[0].add(BigInteger.ONE) : parts[0];
    }

    /** These digits without the zeros at both ends. */
    private static Digits of(String digits, int point) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        int end = digits.length();
        while (end > start + 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return new Digits(digits.substring(start, end), point - start);
    }

    int count() {
        return text.length();
    }

    /** The digit at this place, '0' beyond the last. */
    char at(int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : '0';
    }
}
