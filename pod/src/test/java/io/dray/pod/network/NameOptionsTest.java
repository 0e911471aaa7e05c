package io.dray.pod.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameOptionsTest {
    @Test
    void takesServersOfBothKindsAndLines() {
        NameOptions names = NameOptions.of(
                List.of("192.0.2.1", "2001:db8::1"),
                List.of("a.example"),
                List.of("ndots:2"),
                Optional.empty(),
                List.of("192.0.2.2=db", "::1=me", "192.0.2.2=store"));

        assertThat(names.servers()).containsExactly("192.0.2.1", "2001:db8::1");
        assertThat(names.hosts()).containsExactly("192.0.2.2 db store", "::1 me");
        assertThat(names.saysResolver()).isTrue();
        assertThat(NameOptions.UNSAID.saysResolver()).isFalse();
        assertThat(NameOptions.UNSAID.inRktsWay().saysResolver()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.4 ", "1.2.3.4\nsearch evil", "Host"})
    void refusesServersThatAreNoAddress(String server) {
        assertThatThrownBy(() -> NameOptions.of(List.of(server), List.of(), List.of(), Optional.empty(), List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("--dns: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db", "=db", "1.2.3.4=", "1.2.3.4", "db=1.2.3.4", "1.2.3.4=a b", "1.2.3.4=a\n::1 b"})
    void refusesEntriesThatAreNoAddressAndName(String entry) {
        assertThatThrownBy(() -> NameOptions.of(List.of(), List.of(), List.of(), Optional.empty(), List.of(entry)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("--hosts-entry: ");
    }

    @Test
    void refusesWhatWouldMakeOtherLines() {
        assertThatThrownBy(() -> NameOptions.of(
                        List.of(), List.of("a\nnameserver 1.2.3.4"), List.of(), Optional.empty(), List.of()))
                .hasMessageStartingWith("--dns-search: ");
        assertThatThrownBy(() -> NameOptions.of(List.of(), List.of(), List.of(), Optional.of(""), List.of()))
                .hasMessageStartingWith("--dns-domain: ");
    }

    @Test
    void theMachinesFilesStandAlone() {
        assertThatThrownBy(() ->
                        NameOptions.of(List.of("none", "192.0.2.1"), List.of(), List.of(), Optional.empty(), List.of()))
                .hasMessage("--dns=none cannot be combined with other DNS options");
        assertThatThrownBy(() -> NameOptions.of(
                        List.of(), List.of(), List.of(), Optional.empty(), List.of("192.0.2.1=a", "host")))
                .hasMessage("--hosts-entry=host cannot be combined with other entries");
    }
}
