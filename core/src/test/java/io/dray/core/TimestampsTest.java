package io.dray.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long YEAR_10000 =
            Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

    @Test
    void agreesWithTheCalendarOfThePlatform() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(YEAR_0, YEAR_10000), random.nextInt(1_000_000_000));
            String text = Timestamps.format(time);
            assertThat(Instant.parse(text)).as("seed %d", seed).isEqualTo(time);
            assertThat(Timestamps.parse(text)).as("seed %d", seed).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T23:59:59.999999999Z",
                "2000-02-29T00:00:00.000000000Z",
                "1970-01-01T00:00:00.000000000Z",
                "1969-12-31T23:59:59.000000001Z",
                "0000-01-01T00:00:00.000000000Z"
            })
    void readsAndWritesTheEdges(String text) {
        assertThat(Timestamps.format(Timestamps.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-01T00:00:00Z",
                "2023-02-29T00:00:00.000000000Z",
                "2026-13-01T00:00:00.000000000Z",
                "2026-00-10T00:00:00.000000000Z",
                "2026-01-01T24:00:00.000000000Z",
                "2026-01-01T00:60:00.000000000Z",
                "2026-01-01 00:00:00.000000000Z",
                "+026-01-01T00:00:00.000000000Z",
                "2026-01-32T00:00:00.000000000Z"
            })
    void refusesTimesThatDoNotExistAndOtherForms(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(InvalidInputException.class);
    }
}
