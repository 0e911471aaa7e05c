package io.dray.cli;

import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.InvalidInputException;
import java.time.Duration;
import java.util.Optional;

/** Spans of time as Go, and so rkt, writes them: {@code 30m0s}, {@code 1h30m}, {@code 500ms}. */
final class Durations {
    private static final int LONGEST = 15;

    private Durations() {}

    /** The value of an option. */
    static Optional<Duration> parse(OptionSpec option, ParsedArguments arguments) {
        Optional<String> text = arguments.value(option);
        return text.isEmpty() ? Optional.empty() : Optional.of(parse("--" + option.name(), text.get()));
    }

    /**
     * Reads one.
     *
     * @param what what it is, for the message
     */
    static Duration parse(String what, String text) {
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < text.length()) {
            int number = at;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            int unit = at;
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            if (number == unit || unit - number > LONGEST || (unit == at && !text.equals("0"))) {
                throw invalid(what, text);
            }
            long count = Long.parseLong(text, number, unit, 10);
            sum = sum.plus(
                    switch (text.substring(unit, at)) {
                        case "h" -> Duration.ofHours(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "s", "" -> Duration.ofSeconds(count);
                        case "ms" -> Duration.ofMillis(count);
                        case "us" -> Duration.ofNanos(count * 1000);
                        case "ns" -> Duration.ofNanos(count);
                        default -> throw invalid(what, text);
                    });
        }
        if (text.isEmpty()) {
            throw invalid(what, text);
        }
        return sum;
    }

    /** {@code 30m0s}: from the largest unit that it has down to seconds. */
    static String text(Duration duration) {
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        return text.append(duration.toSecondsPart()).append('s').toString();
    }

    private static InvalidInputException invalid(String what, String text) {
        return new InvalidInputException(
                what + ": '" + text + "' is not a span of time", "write it as in 30s, 10m or 1h30m");
    }
}
