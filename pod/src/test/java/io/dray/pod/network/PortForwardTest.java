package io.dray.pod.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortForwardTest {
    @Test
    void readsNamePortAndAddress() {
        assertThat(PortForward.parse("http:8080")).isEqualTo(new PortForward("http", Optional.empty(), 8080));
        assertThat(PortForward.parse("http:127.0.0.1:65535"))
                .isEqualTo(new PortForward("http", Optional.of("127.0.0.1"), 65535));
        assertThat(PortForward.parse("http:0.0.0.0:1"))
                .as("all addresses")
                .isEqualTo(new PortForward("http", Optional.empty(), 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http",
                ":80",
                "http:",
                "http:0",
                "http:65536",
                "http:-1",
                "http:99999999999",
                "http:80x",
                "http:1.2.3:80",
                "http:1.2.3.4.5:80",
                "http:1.2.3.256:80",
                "http:1.2.3.04:80",
                "http:::1:80",
                "http::80"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> PortForward.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("--port=" + text + ": ");
    }
}
