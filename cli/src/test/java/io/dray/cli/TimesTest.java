package io.dray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:05Z, now",
        "2026-03-01T11:59:59.5Z, now",
        "2026-03-01T11:59:59Z, 1 second ago",
        "2026-03-01T11:59:56Z, 4 seconds ago",
        "2026-03-01T11:59:00Z, 1 minute ago",
        "2026-03-01T10:00:01Z, 1 hour ago",
        "2026-02-28T12:00:00Z, 1 day ago",
        "2026-02-22T12:00:00Z, 1 week ago",
        "2026-01-28T12:00:00Z, 1 month ago",
        "2024-01-28T12:00:00Z, 2 years ago",
    })
    void roundsAgesDownToTheLargestUnit(Instant then, String text) {
        assertThat(Times.age(then, NOW)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T02:03:04Z, 2026-03-01 02:03:04 +0000 UTC",
        "2026-03-01T02:03:04.05Z, 2026-03-01 02:03:04.05 +0000 UTC",
        "2026-03-01T02:03:04.123456Z, 2026-03-01 02:03:04.123 +0000 UTC",
    })
    void writesExactTimesAsGoDoes(Instant time, String text) {
        assertThat(Times.exact(time)).isEqualTo(text);
    }
}
