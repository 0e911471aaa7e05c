package io.dray.template.value;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A point in time, Go's {@code time.Time}. */
public record GoTime(ZonedDateTime time) implements GoObject {
    /** The layout of times in JSON and YAML. */
    public static final String RFC3339 = "2006-01-02T15:04:05.999999999Z07:00";

    private static final String PRINTED = "2006-01-02 15:04:05.999999999 -0700 MST";

    /** A point in time in a zone. */
    public static GoTime of(Instant instant, ZoneId zone) {
        return new GoTime(instant.atZone(zone));
    }

    /**
     * The time that a text in a layout of Go's names.
     *
     * @param zone where it is, when the text does not say
     * @throws ValueException for a text that is not in this layout
     */
    public static GoTime parse(String layout, String text, ZoneId zone) {
        return new GoTime(GoLayoutReader.read(layout, text, zone));
    }

    /** The time in a layout of Go's: {@code 2006-01-02 15:04:05}. */
    public String format(String layout) {
        return GoLayout.format(layout, time);
    }

    /** So much later. */
    public GoTime plus(Duration duration) {
        try {
            return new GoTime(time.plus(duration));
        } catch (DateTimeException | ArithmeticException e) {
            throw new ValueException(text() + " and " + duration + " is no time that can be written");
        }
    }

    @Override
    public String goType() {
        return "time.Time";
    }

    @Override
    public String text() {
        return format(PRINTED);
    }

    @Override
    public Optional<Method> method(String name) {
        return switch (name) {
            case "Format" -> Optional.of(Method.of("Format(layout string) string", this::formatted));
            case "Year" -> number(name, time.getYear());
            case "YearDay" -> number(name, time.getDayOfYear());
            case "Day" -> number(name, time.getDayOfMonth());
            case "Hour" -> number(name, time.getHour());
            case "Minute" -> number(name, time.getMinute());
            case "Second" -> number(name, time.getSecond());
            case "Nanosecond" -> number(name, time.getNano());
            case "Month" -> Optional.of(Method.of("Month() string", _ -> format("January")));
            case "Weekday" -> Optional.of(Method.of("Weekday() string", _ -> format("Monday")));
            case "Unix" -> Optional.of(Method.of("Unix() int64", _ -> new Int64(time.toEpochSecond())));
            case "UTC" -> Optional.of(Method.of("UTC() time.Time", _ -> of(time.toInstant(), ZoneId.of("UTC"))));
            case "String" -> Optional.of(Method.of("String() string", _ -> text()));
            default -> Optional.empty();
        };
    }

    private String formatted(List<? extends @Nullable Object> arguments) {
        if (arguments.getFirst() instanceof String layout) {
            return format(layout);
        }
        throw new ValueException(
                "a layout is a string like 2006-01-02, not " + ValueKind.typeName(arguments.getFirst()));
    }

    private static Optional<Method> number(String name, long number) {
        return Optional.of(Method.of(name + "() int", _ -> number));
    }
}
