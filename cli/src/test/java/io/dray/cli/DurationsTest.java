package io.dray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @Test
    void readsWhatGoWrites() {
        assertThat(Durations.parse("x", "1h30m5s")).isEqualTo(Duration.ofSeconds(5405));
        assertThat(Durations.parse("x", "250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(Durations.parse("x", "0")).isEqualTo(Duration.ZERO);
    }

    @Test
    void writesAsGoDoes() {
        assertThat(Durations.text(Duration.ofMinutes(30))).isEqualTo("30m0s");
        assertThat(Durations.text(Duration.ofHours(24))).isEqualTo("24h0m0s");
        assertThat(Durations.text(Duration.ofSeconds(5))).isEqualTo("5s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "1x", "1.5s", "99999999999999999s"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Durations.parse("--wait", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("--wait: '" + text + "' is not a span of time");
    }
}
