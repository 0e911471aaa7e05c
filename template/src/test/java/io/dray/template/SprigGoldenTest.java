package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The functions of sprig against what Go 1.19 with sprig 3.2.3 made of them: {@code sprig-3.2.3.txt} has one case a line,
 * JSON with a template and its output, or its error. The zone is UTC, and SPRIG_TEST is abc.
 */
class SprigGoldenTest {
    private static final String DATA = "{\"list\":[\"b\",\"a\",\"b\"],\"none\":[],\"mixed\":[1,\"x\",true],"
            + "\"map\":{\"b\":1,\"a\":{\"k\":[1,null]}},\"num\":3.5,\"name\":\"redis\"}";

    static Stream<Arguments> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(SprigGoldenTest.class.getResourceAsStream("sprig-3.2.3.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> (JsonObject) Json.parse("sprig-3.2.3.txt", line))
                    .map(SprigGoldenTest::arguments);
        }
    }

    private static Arguments arguments(JsonObject line) {
        String template = Objects.requireNonNull(text(line, "template"));
        return Arguments.of(Named.of(template, template), Optional.ofNullable(text(line, "output")));
    }

    private static @Nullable String text(JsonObject line, String field) {
        return line.fields().get(field) instanceof JsonString string ? string.value() : null;
    }

    private static String render(Dialect dialect, String template) {
        RenderOptions options = dialect.options(_ -> Optional.empty(), new TestContext(Map.of("SPRIG_TEST", "abc")));
        return Template.parse("t", template, dialect.functions(), TemplateSet.empty())
                .render(dialect.data(TestData.parse(DATA)), options)
                .text();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesAsSprig(String template, Optional<String> output) {
        if (output.isPresent()) {
            assertThat(render(Dialect.DGR, template)).isEqualTo(output.get());
        } else {
            assertThatThrownBy(() -> render(Dialect.DGR, template)).isInstanceOf(InvalidInputException.class);
        }
    }
}
