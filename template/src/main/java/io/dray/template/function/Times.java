package io.dray.template.function;

import io.dray.template.value.GoTime;
import io.dray.template.value.GoTypes;
import io.dray.template.value.ValueException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Points in time and durations, read and written as Go does. */
final class Times {
    static final String DATE = "2006-01-02";

    private Times() {}

    static GoTime now(FunctionContext context) {
        return GoTime.of(context.clock().instant(), context.zone());
    }

    /** A time, or whole seconds since 1970, in a zone. */
    static GoTime of(@Nullable Object value, ZoneId zone) {
        if (value instanceof GoTime time) {
            return new GoTime(time.time().withZoneSameInstant(zone));
        }
        if (value instanceof Number number && !(value instanceof Double)) {
            return ofSeconds(number.longValue(), zone);
        }
        throw new ValueException("a time or whole seconds since 1970 are needed, not " + GoTypes.nameOf(value));
    }

    private static GoTime ofSeconds(long seconds, ZoneId zone) {
        try {
            return GoTime.of(Instant.ofEpochSecond(seconds), zone);
        } catch (DateTimeException e) {
            throw new ValueException(seconds + " seconds since 1970 is no time that can be written");
        }
    }

    /** The zone of this name; {@code Local} is the context's, an empty name UTC. */
    static ZoneId zone(String name, FunctionContext context) {
        try {
            return name.equals("Local") ? context.zone() : ZoneId.of(name.isEmpty() ? "UTC" : name);
        } catch (DateTimeException e) {
            throw new ValueException("unknown time zone " + name, "zones are named like Europe/Paris, UTC or Local");
        }
    }

    /** A duration as Go writes it: {@code -1h30m}, {@code 1.5s}. */
    static Duration duration(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        int at = signed ? 1 : 0;
        if (text.substring(at).equals("0")) {
            return Duration.ZERO;
        }
        BigDecimal nanoseconds = BigDecimal.ZERO;
        while (at < text.length() || nanoseconds.signum() == 0) {
            int unit = at;
            while (unit < text.length() && isNumberPart(text.charAt(unit))) {
                unit++;
            }
            int end = unit;
            while (end < text.length() && !isNumberPart(text.charAt(end))) {
                end++;
            }
            nanoseconds = nanoseconds.add(number(text, at, unit).multiply(unit(text, text.substring(unit, end))));
            at = end;
            if (at == text.length()) {
                break;
            }
        }
        BigDecimal sum = text.startsWith("-") ? nanoseconds.negate() : nanoseconds;
        if (sum.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw invalid(text);
        }
        return Duration.ofNanos(sum.longValue());
    }

    private static boolean isNumberPart(char c) {
        return c == '.' || (c >= '0' && c <= '9');
    }

    private static BigDecimal number(String text, int from, int to) {
        try {
            if (to - from <= 40) {
                return new BigDecimal(text.substring(from, to));
            }
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    private static BigDecimal unit(String text, String unit) {
        long nanoseconds = switch (unit) {
            case "ns" -> 1;
            case "us", "\u00b5s", "\u03bcs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> throw invalid(text);
        };
        return BigDecimal.valueOf(nanoseconds);
    }

    private static ValueException invalid(String text) {
        return new ValueException(
                "time: invalid duration \"" + text + "\"", "durations are written as 1h30m, -90s or 1.5h");
    }

    /** A duration in its greatest unit: {@code 3mo}. */
    static String rounded(Duration duration) {
        long seconds = Math.abs(duration.toSeconds());
        long[] sizes = {365 * 86_400, 30 * 86_400, 86_400, 3600, 60, 1};
        String[] units = {"y", "mo", "d", "h", "m", "s"};
        for (int i = 0; i < sizes.length; i++) {
            if (Duration.ofSeconds(sizes[i]).compareTo(duration.abs()) < 0) {
                return seconds / sizes[i] + units[i];
            }
        }
        return "0s";
    }

    /** A duration as Go prints it: {@code 1h30m0s}. */
    static String text(Duration duration) {
        long seconds = Math.abs(duration.toSeconds());
        String text = seconds % 60 + "s";
        if (seconds >= 60) {
            text = seconds / 60 % 60 + "m" + text;
        }
        if (seconds >= 3600) {
            text = seconds / 3600 + "h" + text;
        }
        return duration.isNegative() ? "-" + text : text;
    }
}
