package io.dray.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.Yaml.DuplicateKeys;
import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlVersionsTest {
    private static YamlDocument read(String content) {
        return Yaml.read("x.yml", content, DuplicateKeys.REFUSED);
    }

    private static String read(String word, String head) {
        YamlMap map = (YamlMap) read(head + "v: " + word + "\n").root().orElseThrow();
        Object value = ((YamlScalar) map.entries().getFirst().value()).value();
        return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y|Boolean true|String y",
                "N|Boolean false|String N",
                "Yes|Boolean true|String Yes",
                "OFF|Boolean false|String OFF",
                "yEs|String yEs|String yEs",
                "true|Boolean true|Boolean true",
                "0644|Long 420|Long 644",
                "0o17|Long 15|Long 15",
                "08|Long 8|Long 8",
                "0x10|Long 16|Long 16",
                "0b101|Long 5|String 0b101",
                "-0x10|Long -16|String -0x10",
                "1_000|Long 1000|String 1_000",
                "+12|Long 12|Long 12",
                "1.10|Double 1.1|Double 1.1",
                "1e3|String 1e3|Double 1000.0",
                "1e+3|Double 1000.0|Double 1000.0",
                "1.|String 1.|Double 1.0",
                ".5|Double 0.5|Double 0.5",
                "-.INF|Double -Infinity|Double -Infinity",
                "60:30|String 60:30|String 60:30",
                "2026-01-02|String 2026-01-02|String 2026-01-02",
                "1.2.3|String 1.2.3|String 1.2.3",
                "~|null|null",
                "Null|null|null",
                "nULL|String nULL|String nULL",
                "18446744073709551616|BigInteger 18446744073709551616|BigInteger 18446744073709551616",
                "'0644'|String 0644|String 0644",
                "!!str 5|String 5|String 5",
                "!!int \"0x1f\"|Long 31|Long 31",
                "!!float 3|Double 3.0|Double 3.0",
                "!!binary aGk=|String hi|String hi",
                "!mine 5|String 5|String 5"
            },
            quoteCharacter = '`')
    void readsAWordAsItsVersionDoes(String word, String old, String core) {
        assertThat(read(word, "")).as("1.1").isEqualTo(old);
        assertThat(read(word, "# file\n%YAML 1.2\n---\n")).as("1.2").isEqualTo(core);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no|'no' means false in YAML 1.1 and is text in YAML 1.2: write false, or \"no\" in quotes",
                "0644|'0644' is the number 420 in YAML 1.1 and 644 in YAML 1.2: write 420, or \"0644\" in quotes",
                "08|'08' is the number 8: write 8, or \"08\" in quotes",
                "1_000|'1_000' is the number 1000 in YAML 1.1 and text in YAML 1.2: write 1000, or \"1_000\" in quotes",
                "60:30|'60:30' is text, and a number of base 60 to other readers of YAML 1.1: write \"60:30\" in quotes",
                "1.10|'1.10' is the number 1.1: if it is a version or must keep its zeros, write \"1.10\" in quotes",
                "1e3|'1e3' is text, as dgr reads it, and a number in YAML 1.2: write \"1e3\" in quotes, or the number in full"
            },
            quoteCharacter = '`')
    void warnsAboutWordsThatAreReadOtherwiseThanTheyLook(String word, String warning) {
        assertThat(read("a: 1\nv: " + word + "\n").warnings())
                .extracting(YamlDocument.Warning::toString)
                .containsExactly("x.yml:2: " + warning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'no'", "\"0644\"", "0", "10", "1.5", "true", "2026-01-02", "12:75", "a", "-1", "0.1"})
    void isSilentAboutWordsThatAreClear(String word) {
        assertThat(read("v: " + word).warnings()).isEmpty();
    }

    @Test
    void spellsKeysThatAreNoText() {
        YamlDocument document = read("n: 1\n1.0: 2\n0x10: 3\n~: 4\n");
        assertThat(((YamlMap) document.root().orElseThrow()).entries())
                .extracting(YamlNode.Entry::key)
                .containsExactly("false", "1", "16", "null");
        assertThat(document.warnings().getFirst())
                .hasToString("x.yml:1: the key 'n' means false in YAML 1.1 and is"
                        + " text in YAML 1.2: write false, or \"n\" in quotes");
    }

    @Test
    void readsTheFirstDocumentAndWarnsOfTheSecond() {
        YamlDocument document = read("a: 1\n---\nb: 2\n");
        assertThat(((YamlMap) document.root().orElseThrow()).entries())
                .extracting(YamlNode.Entry::key)
                .containsExactly("a");
        assertThat(document.warnings())
                .extracting(YamlDocument.Warning::toString)
                .isEqualTo(List.of("x.yml:2: a second document begins here and is ignored: only the first is read"));
    }

    @Test
    void letsTheLaterOfTwoKeysWinWhereThatIsAsked() {
        YamlMap map = (YamlMap) Yaml.read("x.yml", "a: 1\na: 2\n", DuplicateKeys.LAST_WINS)
                .root()
                .orElseThrow();
        assertThat(map.entries()).hasSize(1);
        assertThat(((YamlScalar) map.entries().getFirst().value()).value()).isEqualTo(2L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: *b|x.yml:1: not valid YAML: there is no anchor &b before this alias",
                "? [a]\\n: 1|x.yml:1: a key must be a plain value, not a list",
                "a: 1\\n<<: 5|x.yml:2: '<<' needs a map or a list of maps",
                "a: !!int x|x.yml:1: 'x' is not what its tag !!int says",
                "a: !!binary '*'|x.yml:1: not valid base64 after !!binary",
                "a: 1\\nb: \\u0001|x.yml:2: not valid YAML: the character U+0001 is not allowed in text"
            },
            quoteCharacter = '`')
    void saysWhatIsWrongAndWhere(String content, String message) {
        String text = content.replace("\\n", "\n").replace("\\u0001", "\u0001");
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThatThrownBy(() -> read("[".repeat(100_000)))
                .hasMessage("x.yml:1: maps and lists are nested deeper than 64");
        assertThatThrownBy(() -> read("[1,".repeat(65) + "]".repeat(65))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesMoreValuesThanAnyConfigurationHas() {
        assertThatThrownBy(() -> read("[" + "1,".repeat(300_000) + "1]"))
                .hasMessage("x.yml:1: more than 250000 values, aliases included");
    }
}
