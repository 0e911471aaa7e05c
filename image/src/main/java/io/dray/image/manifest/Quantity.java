package io.dray.image.manifest;

import io.dray.core.InvalidInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/** An amount of a resource: {@code 1500m}, {@code 2Gi}, {@code 1e3} (appc spec, ace.md, "Resource Isolators"). */
public final class Quantity {
    private static final int MAX_EXPONENT = 100;

    private static final Map<String, BigDecimal> SUFFIXES = Map.ofEntries(
            Map.entry("", BigDecimal.ONE),
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("k", BigDecimal.TEN.pow(3)),
            Map.entry("K", BigDecimal.TEN.pow(3)),
            Map.entry("M", BigDecimal.TEN.pow(6)),
            Map.entry("G", BigDecimal.TEN.pow(9)),
            Map.entry("T", BigDecimal.TEN.pow(12)),
            Map.entry("P", BigDecimal.TEN.pow(15)),
            Map.entry("E", BigDecimal.TEN.pow(18)),
            Map.entry("Ki", BigDecimal.TWO.pow(10)),
            Map.entry("Mi", BigDecimal.TWO.pow(20)),
            Map.entry("Gi", BigDecimal.TWO.pow(30)),
            Map.entry("Ti", BigDecimal.TWO.pow(40)),
            Map.entry("Pi", BigDecimal.TWO.pow(50)),
            Map.entry("Ei", BigDecimal.TWO.pow(60)));

    private Quantity() {}

    /** The amount in base units; empty for what is none. The sign is the caller's to judge. */
    static Optional<BigDecimal> parse(String text) {
        int end = 0;
        while (end < text.length() && "+-".indexOf(text.charAt(end)) >= 0 && end == 0) {
            end++;
        }
        int digits = 0;
        int points = 0;
        while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            digits += isDigit(text.charAt(end)) ? 1 : 0;
            points += text.charAt(end) == '.' ? 1 : 0;
            end++;
        }
        if (digits == 0 || points > 1 || end > MAX_EXPONENT) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text.substring(0, end));
        return factor(text.substring(end)).map(number::multiply);
    }

    /**
     * The amount in base units, exact.
     *
     * @param what what is limited, for the message
     */
    public static BigDecimal parse(String what, String text) {
        return parse(text)
                .filter(amount -> amount.signum() >= 0)
                .orElseThrow(() -> new InvalidInputException(
                        what + ": '" + text + "' is not an amount", "write it as in 500m, 2, 64M or 64Mi"));
    }

    /** The amount in whole base units, rounded up. */
    public static long wholeUnits(String what, BigDecimal amount) {
        try {
            return amount.setScale(0, RoundingMode.CEILING).longValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidInputException(what + ": '" + amount + "' is too much", null, e);
        }
    }

    private static Optional<BigDecimal> factor(String suffix) {
        BigDecimal known = SUFFIXES.get(suffix);
        if (known != null) {
            return Optional.of(known);
        }
        if (suffix.length() < 2 || Character.toLowerCase(suffix.charAt(0)) != 'e') {
            return Optional.empty();
        }
        try {
            int exponent = Integer.parseInt(suffix.substring(1));
            return Math.abs(exponent) > MAX_EXPONENT
                    ? Optional.empty()
                    : Optional.of(BigDecimal.ONE.scaleByPowerOfTen(exponent));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
