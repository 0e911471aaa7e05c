package io.dray.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Points in time as rkt prints them. Without the formatters of the JDK, which take longer to load than a list to print. */
final class Times {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration YEAR = Duration.ofDays(360);

    private Times() {}

    /** {@code now}, {@code 4 seconds ago}, {@code 1 week ago}: the largest unit only, rounded down. */
    static String age(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.toSeconds() < 1) {
            return "now";
        } else if (age.compareTo(MINUTE) < 0) {
            return count(age.toSeconds(), "second");
        } else if (age.compareTo(HOUR) < 0) {
            return count(age.toMinutes(), "minute");
        } else if (age.compareTo(DAY) < 0) {
            return count(age.toHours(), "hour");
        } else if (age.compareTo(WEEK) < 0) {
            return count(age.toDays(), "day");
        } else if (age.compareTo(MONTH) < 0) {
            return count(age.dividedBy(WEEK), "week");
        } else if (age.compareTo(YEAR) < 0) {
            return count(age.dividedBy(MONTH), "month");
        }
        return count(age.dividedBy(YEAR), "year");
    }

    /** {@code 2026-01-31 15:04:05.999 +0000 UTC}; the fraction without trailing zeros, always in UTC. */
    static String exact(Instant instant) {
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(40);
        text.append(time.toLocalDate()).append(' ');
        twoDigits(text, time.getHour()).append(':');
        twoDigits(text, time.getMinute()).append(':');
        twoDigits(text, time.getSecond());
        int milliseconds = time.getNano() / 1_000_000;
        if (milliseconds > 0) {
            String digits = Integer.toString(1000 + milliseconds).substring(1);
            int end = digits.length();
            while (digits.charAt(end - 1) == '0') {
                end--;
            }
            text.append('.').append(digits, 0, end);
        }
        return text.append(" +0000 UTC").toString();
    }

    /** Nanoseconds since 1970, as rkt counts in JSON. */
    static long nanoseconds(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private static StringBuilder twoDigits(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s") + " ago";
    }
}
