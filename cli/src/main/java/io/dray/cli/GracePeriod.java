package io.dray.cli;

import io.dray.core.InvalidInputException;
import java.time.Duration;

/** A length of time as rkt's options take it: {@code 30m}, {@code 24h}, {@code 1h30m}, {@code 0s}. */
final class GracePeriod {
    private GracePeriod() {}

    static Duration parse(String text) {
        Duration total = Duration.ZERO;
        int at = 0;
        while (at < text.length()) {
            int digits = at;
            while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
                digits++;
            }
            int end = digits;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            if (digits == at || digits - at > 9) {
                throw invalid(text);
            }
            long number = Long.parseLong(text, at, digits, 10);
            total = total.plus(unit(text, text.substring(digits, end)).multipliedBy(number));
            at = end;
        }
        if (text.isEmpty()) {
            throw invalid(text);
        }
        return total;
    }

    private static Duration unit(String text, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> throw invalid(text);
        };
    }

    private static InvalidInputException invalid(String text) {
        return new InvalidInputException("'" + text + "' is not a length of time", "write it as in 30m, 24h or 1h30m");
    }
}
