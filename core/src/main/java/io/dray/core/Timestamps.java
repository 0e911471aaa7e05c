package io.dray.core;

import java.time.Instant;

/**
 * RFC 3339 times in UTC with nine digits of the second, the only form in the data directory. Calendar and formatters of
 * {@code java.time} would cost more than all the rest of a look-up, so the few sums are done here.
 */
public final class Timestamps {
    private static final String SHAPE = "0000-00-00T00:00:00.000000000Z";
    private static final int NANO_DIGITS = 9;
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int DAYS_OF_400_YEARS = 146_097;
    /** From the first of March of the year 0, with which 400 years begin best, to the first of January 1970. */
    private static final int DAYS_TO_1970 = 719_468;

    private Timestamps() {}

    /** The time as text; of the years 0 to 9999. */
    public static String format(Instant time) {
        long seconds = time.getEpochSecond();
        int ofDay = (int) Math.floorMod(seconds, (long) SECONDS_OF_DAY);
        long days = Math.floorDiv(seconds, (long) SECONDS_OF_DAY) + DAYS_TO_1970;
        long era = Math.floorDiv(days, (long) DAYS_OF_400_YEARS);
        int day = (int) (days - era * DAYS_OF_400_YEARS);
        int year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        int dayOfYear = day - (365 * year + year / 4 - year / 100);
        int march = (5 * dayOfYear + 2) / 153;
        int month = march < 10 ? march + 3 : march - 9;
        StringBuilder text = new StringBuilder(SHAPE.length());
        pad(text, (int) (year + era * 400) + (month <= 2 ? 1 : 0), 4).append('-');
        pad(text, month, 2).append('-');
        pad(text, dayOfYear - (153 * march + 2) / 5 + 1, 2).append('T');
        pad(text, ofDay / 3600, 2).append(':');
        pad(text, ofDay / 60 % 60, 2).append(':');
        pad(text, ofDay % 60, 2).append('.');
        return pad(text, time.getNano(), NANO_DIGITS).append('Z').toString();
    }

    /**
     * Reads what {@link #format} wrote.
     *
     * @throws InvalidInputException for anything else, also for a day or an hour that does not exist
     */
    public static Instant parse(String text) {
        if (hasShape(text)) {
            int year = number(text, 0, 4);
            int month = number(text, 5, 7);
            int day = number(text, 8, 10);
            long ofDay = number(text, 11, 13) * 3600L + number(text, 14, 16) * 60L + number(text, 17, 19);
            Instant time = Instant.ofEpochSecond(
                    days(year, month, day) * SECONDS_OF_DAY + ofDay, number(text, 20, 20 + NANO_DIGITS));
            // a date that does not exist comes out as another one
            if (month >= 1 && month <= 12 && format(time).equals(text)) {
                return time;
            }
        }
        throw new InvalidInputException("'" + text + "' is not a time such as 2026-01-31T12:00:00.000000000Z");
    }

    private static long days(int year, int month, int day) {
        int marchYear = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(marchYear, 400);
        int ofEra = marchYear - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = ofEra * 365 + ofEra / 4 - ofEra / 100 + dayOfYear;
        return (long) era * DAYS_OF_400_YEARS + dayOfEra - DAYS_TO_1970;
    }

    private static boolean hasShape(String text) {
        if (text.length() != SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char wanted = SHAPE.charAt(i);
            char c = text.charAt(i);
            if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
    }

    private static StringBuilder pad(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        return text.repeat('0', digits - plain.length()).append(plain);
    }
}
