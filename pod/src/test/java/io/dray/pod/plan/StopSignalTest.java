package io.dray.pod.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StopSignalTest {
    @ParameterizedTest
    @CsvSource({"SIGTERM,15", "SIGQUIT,3", "quit,3", "9,9", "SIGWINCH,28", "SIGRTMIN+3,37", "RTMAX-1,63", "SIGRTMIN,34"
    })
    void isANameOrANumber(String text, int number) {
        assertThat(StopSignal.parse(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SIG", "0", "65", "-1", "SIGNO", "RTMIN+31", "TERM; reboot"})
    void isNothingElse(String text) {
        assertThat(StopSignal.parse(text)).isEmpty();
    }
}
