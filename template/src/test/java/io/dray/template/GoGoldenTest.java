package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.template.RenderOptions.MissingKeys;
import io.dray.template.value.ByteText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the engine to what Go 1.19's text/template printed for the same templates and data: {@code go-1.19.json} grew with the
 * engine, {@code go-1.19-snippets.json} was written independently of it.
 */
class GoGoldenTest {
    static Stream<Arguments> cases() throws IOException {
        return Stream.concat(cases("go-1.19.json"), cases("go-1.19-snippets.json"));
    }

    private static Stream<Arguments> cases(String file) throws IOException {
        JsonObject golden = golden(file);
        @Nullable Object data = TestData.of(golden.field("data").orElseThrow());
        List<JsonValue> cases = golden.field("cases").orElseThrow().asList("cases");
        return cases.stream().map(JsonObject.class::cast).map(each -> {
            String template = each.field("template").orElseThrow().asString("template");
            MissingKeys missingKeys = switch (text(each, "missing").orElse("default")) {
                case "error" -> MissingKeys.REFUSED;
                case "zero" -> MissingKeys.ZERO;
                default -> MissingKeys.NO_VALUE;
            };
            Named<String> named = Named.of(template.replace("\n", "\\n"), template);
            return Arguments.of(
                    named,
                    data,
                    missingKeys,
                    text(each, "output").orElse(null),
                    text(each, "error").orElse(null));
        });
    }

    private static Optional<String> text(JsonObject each, String field) {
        return each.field(field).map(text -> text.asString(field));
    }

    private static JsonObject golden(String name) throws IOException {
        try (InputStream file = GoGoldenTest.class.getResourceAsStream(name)) {
            assertThat(file).isNotNull();
            return Json.parse(name, file.readAllBytes()).asObject(name);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersOrRefusesAsGo(
            String template, Object data, MissingKeys missingKeys, @Nullable String output, @Nullable String error) {
        if (error == null) {
            assertThat(render(template, data, missingKeys)).isEqualTo(output);
            return;
        }
        InvalidInputException failure =
                catchThrowableOfType(InvalidInputException.class, () -> render(template, data, missingKeys));
        assertThat(failure).isNotNull();
        assertThat(readable(ByteText.encode(String.valueOf(failure.getMessage()))))
                .isEqualTo(error);
        assertThat(failure.hint()).isPresent();
    }

    private static String render(String template, Object data, MissingKeys missingKeys) {
        Template parsed = Template.parse("t", template, Functions.go(), TemplateSet.empty());
        RenderOptions options = RenderOptions.likeGo().with(missingKeys);
        return readable(parsed.render(data, options).bytes());
    }

    /** The golden file is JSON, in which bytes that are no UTF-8 were replaced. */
    private static String readable(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }
}
