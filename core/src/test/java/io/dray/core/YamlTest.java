package io.dray.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
    @ParameterizedTest
    @CsvSource({"0644,420", "0x10,16", "1_000,1000", "-7,-7", "9223372036854775807,9223372036854775807"})
    void readsIntegersAsYaml11(String text, long expected) {
        assertThat(scalar(text)).isEqualTo(expected);
    }

    @Test
    void keepsIntegersBeyondSixtyFourBits() {
        assertThat(scalar("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
    }

    @ParameterizedTest
    @CsvSource({"yes,true", "on,true", "off,false", "No,false"})
    void readsBooleansAsYaml11(String text, boolean expected) {
        assertThat(scalar(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01", "60:30", "1.2.3", "1e3x"})
    void leavesDatesAndBaseSixtyAsText(String text) {
        assertThat(scalar(text)).isEqualTo(text);
    }

    @Test
    void marksSayFileLineAndColumn() {
        YamlMap map =
                (YamlMap) Yaml.parse("redis.yml", "default:\n  port: 6379\n").orElseThrow();
        YamlMap inner = (YamlMap) map.entries().get(0).value();

        assertThat(inner.entries().get(0).value().mark()).isEqualTo(new YamlNode.Mark("redis.yml", 2, 9));
    }

    @Test
    void mergeKeysGiveWayToTheMapsOwnKeys() {
        YamlMap map = (YamlMap) Yaml.parse("x.yml", "a: &a {p: 1, q: 2}\nb:\n  <<: *a\n  q: 3\n")
                .orElseThrow();
        YamlMap merged = (YamlMap) map.entries().get(1).value();

        assertThat(merged.entries())
                .extracting(e -> e.key() + "=" + ((YamlScalar) e.value()).value())
                .containsExactly("p=1", "q=3");
    }

    @Test
    void refusesDuplicateKeysWithTheirLine() {
        assertThatThrownBy(() -> Yaml.parse("x.yml", "a: 1\na: 2\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("x.yml:2");
    }

    @Test
    void refusesAnAliasThatNamesItself() {
        assertThatThrownBy(() -> Yaml.parse("x.yml", "a: &a [*a]\n")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesAliasBombs() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            String previous = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + String.join(",", java.util.Collections.nCopies(10, previous))
                    + "]\n");
        }

        assertThatThrownBy(() -> Yaml.parse("x.yml", bomb.toString())).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void saysWhereTheSyntaxIsWrong() {
        assertThatThrownBy(() -> Yaml.parse("x.yml", "a: 1\n\tb: 2\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("x.yml:2: not valid YAML");
    }

    @Test
    void anEmptyFileIsNothing() {
        assertThat(Yaml.parse("x.yml", "# only a comment\n")).isEmpty();
    }

    private static @Nullable Object scalar(String text) {
        YamlMap map = (YamlMap) Yaml.parse("x.yml", "v: " + text).orElseThrow();
        return ((YamlScalar) map.entries().get(0).value()).value();
    }
}
