package io.dray.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.Yaml.DuplicateKeys;
import io.dray.core.YamlNode.Mark;
import io.dray.core.YamlNode.YamlList;
import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkedJsonTest {
    private static YamlNode read(String text) {
        return Json.parseMarked("o", text, DuplicateKeys.REFUSED);
    }

    @Test
    void knowsWhereEachValueStands() {
        YamlMap map = (YamlMap) read("{\"a\": 1,\n  \"b\": [true,\n {\"c\": null}]}");
        assertThat(map.entries().get(0).value().mark()).isEqualTo(new Mark("o", 1, 7));
        assertThat(map.entries().get(1).keyMark()).isEqualTo(new Mark("o", 2, 3));
        YamlList list = (YamlList) map.entries().get(1).value();
        assertThat(list.items().get(1).mark()).isEqualTo(new Mark("o", 3, 2));
    }

    @Test
    void keepsWholeNumbersExact() {
        YamlList list = (YamlList) read("[9223372036854775807, 9223372036854775808, 1e3, 0.1]");
        assertThat(list.items())
                .extracting(item -> ((YamlScalar) item).value())
                .containsExactly(Long.MAX_VALUE, new BigInteger("9223372036854775808"), 1000.0, 0.1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,]", "{\"a\":1,\"a\":2}", "01", "1e999", "{} {}", "{a:1}"})
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("o");
    }
}
