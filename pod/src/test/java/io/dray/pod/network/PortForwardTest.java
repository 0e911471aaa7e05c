package io.dray.pod.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | ports[0].name: it is required",
                "{\"name\":\"a\"} | ports[0].hostPort: it is required",
                "{\"name\":\"a\",\"hostPort\":0} | ports[0].hostPort: 0 is not a port from 1 to 65535",
                "{\"name\":\"a\",\"hostPort\":\"1\"} | ports[0].hostPort: expected a whole number, found a string",
                "{\"name\":\"a\",\"hostPort\":1,\"podPort\":65536} | ports[0].podPort: 65536 is not a port from 1 to 65535",
                "{\"name\":\"a\",\"hostPort\":1,\"hostIP\":\"::1\"} | ports[0].hostIP: '::1' is not an IPv4 address"
            })
    void saysWhatOfAManifestIsWrong(String json, String message) {
        assertThatThrownBy(() -> PortForward.of(Json.parse("pod", json).asObject("pod"), "ports[0]"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }
}
