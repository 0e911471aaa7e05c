package io.dray.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "example.com/aci-redis", "a_b~c.d/e-f", "0"})
    void acceptsIdentifiersOfTheSpecification(String text) {
        assertThat(AcIdentifier.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a--b", "a/../b", "/a", "a/", "a b", "a:b", "é"})
    void refusesWhatTheSpecificationRefuses(String text) {
        assertThatThrownBy(() -> AcIdentifier.of(text)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void theShortNameIsTheLastElement() {
        assertThat(AcIdentifier.of("example.com/a/aci-redis").shortName()).isEqualTo("aci-redis");
    }

    @ParameterizedTest
    @CsvSource({"redis,redis", "aci.redis_7,aci-redis-7", "-X-,x", "a..b,a-b"})
    void appNamesAreMadeOfImageNames(String text, String expected) {
        assertThat(AcName.sanitised(text).value()).isEqualTo(expected);
    }

    @Test
    void digestsReadBothSpellings() {
        Digest digest = Digest.of(Digest.Algorithm.SHA256, new byte[0]);

        assertThat(Digest.parse("sha256:" + digest.hex())).isEqualTo(digest);
        assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
        assertThatThrownBy(() -> Digest.parse("sha512-12")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Digest.parse("md5-12")).isInstanceOf(InvalidInputException.class);
    }
}
