package io.dray.image;

import io.dray.core.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * RFC 3339 times in UTC with nine digits of the second, the only form in the store. The formatters of {@code java.time}
 * would cost more than all the rest of a look-up.
 */
final class Timestamps {
    private static final String SHAPE = "0000-00-00T00:00:00.000000000Z";
    private static final int DATE_END = 10;
    private static final int SECOND_END = 19;
    private static final int NANO_DIGITS = 9;

    private Timestamps() {}

    static String format(Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(SHAPE.length());
        pad(text, utc.getYear(), 4).append('-');
        pad(text, utc.getMonthValue(), 2).append('-');
        pad(text, utc.getDayOfMonth(), 2).append('T');
        pad(text, utc.getHour(), 2).append(':');
        pad(text, utc.getMinute(), 2).append(':');
        pad(text, utc.getSecond(), 2).append('.');
        return pad(text, utc.getNano(), NANO_DIGITS).append('Z').toString();
    }

    private static StringBuilder pad(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        return text.repeat('0', digits - plain.length()).append(plain);
    }

    static Instant parse(String text) {
        if (text.length() == SHAPE.length()) {
            try {
                LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, DATE_END));
                long seconds = date.toEpochDay() * 86_400
                        + number(text, 11, 13) * 3600L
                        + number(text, 14, 16) * 60L
                        + number(text, 17, SECOND_END);
                return Instant.ofEpochSecond(seconds, number(text, SECOND_END + 1, SECOND_END + 1 + NANO_DIGITS));
            } catch (NumberFormatException | DateTimeException e) {
                throw new InvalidInputException("'" + text + "' is not a time such as " + SHAPE, null, e);
            }
        }
        throw new InvalidInputException("'" + text + "' is not a time such as " + SHAPE);
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
    }
}
