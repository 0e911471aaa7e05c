package io.dray.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

        assertThat(value).isEqualTo(new JsonValue.JsonNumber(new BigDecimal("0.1000000000000000000001")));
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
                  "name" : "x\\"y",
                  "count" : 3,
                  "list" : [
                    "a"
                  ]
                }
                """);
    }
}
