package io.dray.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void keepsOrderAndUnknownFieldsThroughReadAndWrite() {
        String text = "{\"z\":1,\"a\":[true,null,\"x\"],\"unknown\":{\"n\":12345678901234567890}}";

        assertThat(Json.write(Json.parse("test", text))).isEqualTo(text);
    }

    @Test
    void numbersStayExact() {
        JsonValue value = Json.parse("test", "0.1000000000000000000001");

        assertThat(value)
                .isInstanceOfSatisfying(
                        JsonValue.JsonNumber.class,
                        number -> assertThat(number.value()).isEqualTo(new BigDecimal("0.1000000000000000000001")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{\"a\":1} x",
                "{\"a\":1,}",
                "[1,2,]",
                "[1 2]",
                "01",
                "1.",
                "nul",
                "\"a\nb\"",
                "{a:1}",
                "[",
                "\"\\x\"",
                "{} {}",
                "'a'",
                "NaN",
                "// c\n1"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> Json.parse("manifest", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("manifest")
                .hasMessageContaining("not valid JSON");
    }

    @Test
    void saysLineAndColumnOfAnError() {
        assertThatThrownBy(() -> Json.parse("manifest", "{\n  \"a\": tru\n}")).hasMessageStartingWith("manifest:2:");
    }

    @Test
    void refusesDeepNestingInsteadOfOverflowingTheStack() {
        String text = "[".repeat(100_000);

        assertThatThrownBy(() -> Json.parse("manifest", text)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void namesThePathOfAWrongType() {
        assertThatThrownBy(
                        () -> Json.parse("m", "[1]").asList("app.exec").get(0).asString("app.exec[0]"))
                .hasMessage("app.exec[0]: expected a string, found a number");
    }

    @Test
    void readsNullAsAnEmptyList() {
        assertThat(Json.parse("m", "null").asList("app.exec")).isEmpty();
    }

    @Test
    void findsFieldsWhateverTheirCase() {
        JsonValue.JsonObject object = Json.parse("m", "{\"ACKind\":\"x\"}").asObject("m");

        assertThat(object.fieldIgnoringCase("acKind")).contains(JsonValue.of("x"));
        assertThat(object.field("acKind")).isEmpty();
    }

    @Test
    void writesWhatItWasBuiltFrom() {
        JsonValue value = JsonValue.object()
                .put("name", "x\"y")
                .put("count", 3)
                .put("list", List.of("a"))
                .build();

        assertThat(Json.writePretty(value)).isEqualTo("""
                {
                  "name": "x\\"y",
                  "count": 3,
                  "list": [
                    "a"
                  ]
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "9223372036854775808", "0.5", "-1e19"})
    void refusesNumbersThatAreNoLongWithoutSpellingThemOut(String text) {
        assertThatThrownBy(() -> Json.parse("m", text).asLong("port")).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @CsvSource({"1.0,1", "1e3,1000", "-0,0", "-9223372036854775808,-9223372036854775808", "0e999999999,0"})
    void wholeNumbersAreWholeHoweverTheyAreSpelled(String text, long expected) {
        assertThat(Json.parse("m", text).asLong("port")).isEqualTo(expected);
    }

    @Test
    void readsEscapesAndWritesOnlyThoseItMust() {
        String text = "\"\\u0041\\u00e9\\n\\ud83d\\ude00\\u0001\\/\"";

        assertThat(Json.write(Json.parse("m", text))).isEqualTo("\"Aé\\n😀\\u0001/\"");
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacterAsInGo() {
        assertThat(Json.parse("m", "\"a\\ud800b\"").asString("m")).isEqualTo("a\ufffdb");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThatThrownBy(() -> Json.parse("m", new byte[] {'"', (byte) 0xff, '"'}))
                .hasMessage("m: not valid JSON: it is not UTF-8");
    }

    @Test
    void whatItWritesItReadsAgain() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            JsonValue value = randomValue(random, 4);
            assertThat(Json.parse("m", Json.write(value))).as("seed %d", seed).isEqualTo(value);
            assertThat(Json.parse("m", Json.writePretty(value)))
                    .as("seed %d", seed)
                    .isEqualTo(value);
        }
    }

    @Test
    void mutilatedDocumentsAreReadOrRefusedButNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = Json.write(randomValue(random, 4)).getBytes(StandardCharsets.UTF_8);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                Json.write(Json.parse("m", bytes));
            } catch (InvalidInputException e) {
                assertThat(e.getMessage()).as("seed %d", seed).startsWith("m");
            }
        }
    }

    private static JsonValue randomValue(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> new JsonValue.JsonNull();
            case 1 -> JsonValue.of(random.nextBoolean());
            case 2 -> JsonValue.of(random.nextLong());
            case 3 -> JsonValue.of("a\"\\\n\u0000é😀".substring(0, random.nextInt(7)));
            case 4 -> new JsonValue.JsonArray(List.of(randomValue(random, depth - 1), randomValue(random, depth - 1)));
            default ->
                JsonValue.object()
                        .put("k" + random.nextInt(9), randomValue(random, depth - 1))
                        .put("", randomValue(random, depth - 1))
                        .build();
        };
    }
}
