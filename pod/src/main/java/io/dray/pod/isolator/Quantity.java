package io.dray.pod.isolator;

import io.dray.core.InvalidInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of a resource as isolators write it: {@code 128974848}, {@code 129e6}, {@code 129M}, {@code 123Mi}, {@code 500m}
 * (appc spec, ace.md, "Resource Isolators"). Both {@code k} and {@code K} are read, and there are no negative amounts.
 */
final class Quantity {
    private static final String DECIMAL = "kMGTPE";
    private static final int STEP_DECIMAL = 1000;
    private static final int STEP_BINARY = 1024;
    private static final int MAX_LENGTH = 40;

    private Quantity() {}

    /**
     * The amount in base units, exact.
     *
     * @param what what is limited, for the message
     */
    static BigDecimal parse(String what, String text) {
        String number = text;
        BigDecimal factor = BigDecimal.ONE;
        if (text.endsWith("m")) {
            number = text.substring(0, text.length() - 1);
            factor = new BigDecimal("0.001");
        } else {
            boolean binary = text.endsWith("i");
            int end = binary ? text.length() - 1 : text.length();
            int power = end == 0 ? -1 : DECIMAL.indexOf(text.charAt(end - 1) == 'K' ? 'k' : text.charAt(end - 1));
            if (power >= 0) {
                number = text.substring(0, end - 1);
                factor = BigDecimal.valueOf(binary ? STEP_BINARY : STEP_DECIMAL).pow(power + 1);
            }
        }
        try {
            if (number.length() > MAX_LENGTH) {
                throw new NumberFormatException();
            }
            BigDecimal value = new BigDecimal(number);
            if (value.signum() < 0 || value.precision() - value.scale() > MAX_LENGTH) {
                throw new NumberFormatException();
            }
            return value.multiply(factor);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    what + ": '" + text + "' is not an amount", "write it as in 500m, 2, 64M or 64Mi", e);
        }
    }

    /** The amount in whole base units, rounded up. */
    static long wholeUnits(String what, BigDecimal amount) {
        try {
            return amount.setScale(0, RoundingMode.CEILING).longValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidInputException(what + ": '" + amount + "' is too much", null, e);
        }
    }
}
