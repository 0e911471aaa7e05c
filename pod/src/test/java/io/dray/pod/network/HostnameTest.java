package io.dray.pod.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostnameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "web-1", "db.example.com", "0", "A9.b"})
    void takesNames(String name) {
        assertThat(Hostname.parse(name).of("1234")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a..b",
                ".a",
                "a.",
                "-a",
                "a-",
                "a.-b",
                "a b",
                "_a",
                "ä",
                "a\nb",
                "a/b",
                "a123456789b123456789c123456789d123456789e123456789f123456789g1234",
                "a123456789b123456789.c123456789d123456789e.123456789f123456789g12345"
            })
    void refusesWhatIsNone(String name) {
        assertThatThrownBy(() -> Hostname.parse(name))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("'" + name + "' cannot be a host name");
    }

    @Test
    void isMadeOfTheUuidOtherwise() {
        assertThat(Hostname.ofUuid("rkt-").of("1234")).isEqualTo("rkt-1234");
    }
}
