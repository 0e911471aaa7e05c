package io.dray.pod.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.pod.network.NetworkChoice.Host;
import io.dray.pod.network.NetworkChoice.Named;
import io.dray.pod.network.NetworkChoice.Networks;
import io.dray.pod.network.NetworkChoice.None;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkChoiceTest {
    @Test
    void isTheDefaultNetworkUnlessSomethingIsSaid() {
        assertThat(NetworkChoice.parse(List.of()))
                .isEqualTo(NetworkChoice.parse(List.of("default")))
                .isEqualTo(new Networks(false, false, List.of(new Named("default", ""))));
    }

    @Test
    void takesNamesAndArgumentsOfOneOptionAndOfSeveral() {
        assertThat(NetworkChoice.parse(List.of("all,net1:IP=1.2.3.4;A=b:c", "net2")))
                .isEqualTo(new Networks(
                        true, false, List.of(new Named("net1", "IP=1.2.3.4;A=b:c"), new Named("net2", ""))));
    }

    @Test
    void hostAndNoneAreNoNetworksOfPlugins() {
        assertThat(NetworkChoice.parse(List.of("host"))).isEqualTo(new Host());
        assertThat(NetworkChoice.parse(List.of("none"))).isEqualTo(new None());
        assertThat(NetworkChoice.parse(List.of("none,a")))
                .isEqualTo(new Networks(false, true, List.of(new Named("a", ""))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,,b | netname must not be empty",
                "`` | netname must not be empty",
                ":A=b | netname must not be empty",
                "a,b,a | found duplicate netname \"a\"",
                "host,a | --net=host cannot be combined with other networks",
                "none,default | --net=none cannot be combined with --net=default",
                "default-restricted:A=b,none | --net=none cannot be combined with --net=default-restricted",
                "host:A=b | arguments are not supported by special netname \"host\"",
                "all:A=b | arguments are not supported by special netname \"all\"",
                "a:IP | network \"a\" provided with invalid arguments: [IP]",
                "a: | network \"a\" provided with invalid arguments: []",
                "a:=1 | network \"a\" provided with invalid arguments: [=1]",
                "a:A=1; | network \"a\" provided with invalid arguments: [A=1;]"
            })
    void saysWhatIsWrong(String value, String message) {
        assertThatThrownBy(() -> NetworkChoice.parse(List.of(value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }
}
