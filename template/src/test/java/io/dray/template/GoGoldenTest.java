package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the engine to what Go 1.19's text/template printed for the same templates and data. */
class GoGoldenTest {
    static Stream<Arguments> cases() throws IOException {
        JsonObject golden = golden();
        @Nullable Object data = TestData.of(golden.field("data").orElseThrow());
        List<JsonValue> cases = golden.field("cases").orElseThrow().asList("cases");
        return cases.stream().map(JsonObject.class::cast).map(each -> {
            String template = each.field("template").orElseThrow().asString("template");
            String output =
                    each.field("output").map(text -> text.asString("output")).orElse(null);
            return Arguments.of(Named.of(template.replace("\n", "\\n"), template), data, output);
        });
    }

    private static JsonObject golden() throws IOException {
        try (InputStream file = GoGoldenTest.class.getResourceAsStream("go-1.19.json")) {
            assertThat(file).isNotNull();
            return Json.parse("go-1.19.json", file.readAllBytes()).asObject("go-1.19.json");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersOrRefusesAsGo(String template, Object data, @Nullable String output) {
        if (output == null) {
            assertThatThrownBy(() -> render(template, data))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageMatching("(?s)t:\\d+:\\d+: .*");
        } else {
            assertThat(render(template, data)).isEqualTo(output);
        }
    }

    private static String render(String template, Object data) {
        Template parsed = Template.parse("t", template, Functions.go(), TemplateSet.empty());
        // the golden file is JSON, in which Go replaced bytes that are no UTF-8
        return new String(parsed.render(data, RenderOptions.likeGo()).bytes(), StandardCharsets.UTF_8);
    }
}
