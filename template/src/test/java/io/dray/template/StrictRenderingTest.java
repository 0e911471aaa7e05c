package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dray.core.InvalidInputException;
import io.dray.template.value.ByteText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictRenderingTest {
    private static final String DATA =
            "{\"redis\":{\"port\":6379,\"password\":null,\"slaves\":[{\"host\":\"a\"}]},\"x\":1}";

    private static String render(String template) {
        return Template.parse("redis.conf.tmpl", template, Functions.dray(), TemplateSet.empty())
                .render(TestData.parse(DATA), RenderOptions.strict(StrictRenderingTest::whereDefined))
                .text();
    }

    private static Optional<String> whereDefined(String key) {
        return key.equals("redis.port") ? Optional.of("aci-redis/redis.yml:3") : Optional.empty();
    }

    private static InvalidInputException failure(String template) {
        return catchThrowableOfType(InvalidInputException.class, () -> render(template));
    }

    @Test
    void namesPlaceAndKeyOfAMissingAttribute() {
        InvalidInputException failure = failure("a\n  port {{.redis.prot}}\n");
        assertThat(failure)
                .hasMessage(
                        "redis.conf.tmpl:2:16: executing \"redis.conf.tmpl\" at <.redis.prot>: map has no entry for key \"prot\"");
        assertThat(failure.hint()).contains("did you mean .redis.port? It is defined in aci-redis/redis.yml:3");
    }

    @Test
    void suggestsTheKeyOfTheSameNameElsewhere() {
        assertThat(failure("{{.port}}").hint())
                .contains("did you mean .redis.port? It is defined in aci-redis/redis.yml:3");
    }

    @Test
    void saysHowToAskForAnOptionalAttribute() {
        assertThat(failure("{{.redis.maxmemory}}").hint())
                .contains("define redis.maxmemory in an attribute file, or ask first: {{if .redis.maxmemory}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{.redis.nope}}",
                "{{.nope.deeper}}",
                "{{print .redis.nope}}",
                "{{.redis.nope | quote}}",
                "{{eq .redis.nope 1}}",
                "{{index .redis \"nope\"}}",
                "{{$x := .redis.nope}}{{$x}}",
                "{{range .redis.slaves}}{{.nope}}{{end}}",
                "{{with .redis}}{{.nope}}{{end}}",
                "{{or .redis.nope .redis.nope}}",
                "{{template \"t\" .redis.nope}}{{define \"t\"}}{{.}}{{end}}"
            })
    void refusesToUseAMissingAttribute(String template) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching("redis.conf.tmpl:1:\\d+: executing .*: map has no entry for key \"nope\"");
    }

    @ParameterizedTest
    @CsvSource({
        "{{if .redis.nope}}a{{else}}b{{end}}, b",
        "{{if .nope.deeper}}a{{else}}b{{end}}, b",
        "{{with .redis.nope}}a{{else}}b{{end}}, b",
        "{{range .redis.nope}}a{{else}}b{{end}}, b",
        "{{if and .redis.nope .redis.port}}a{{else}}b{{end}}, b",
        "{{if not .redis.nope}}a{{end}}, a",
        "{{or .redis.nope 5}}, 5",
        "{{default 7 .redis.nope}}, 7",
        "{{.redis.nope | default 7}}, 7",
        "{{orDef .redis.nope 7}}, 7",
        "{{ifOrDef .redis.nope 1 2}}, 2",
        "{{coalesce .redis.nope .redis.port}}, 6379",
        "{{isNil .redis.nope}}, true",
        "{{empty .redis.nope}}, true",
        "{{hasKey .redis \"nope\"}}, false"
    })
    void letsTemplatesAskForAMissingAttribute(String template, String output) {
        assertThat(render(template)).isEqualTo(output);
    }

    @Test
    void refusesToPrintNull() {
        assertThat(failure("{{.redis.password}}"))
                .hasMessage(
                        "redis.conf.tmpl:1:9: executing \"redis.conf.tmpl\" at <.redis.password>: null cannot be printed");
    }

    @Test
    void suggestsTheFunctionThatWasMeant() {
        InvalidInputException failure = failure("{{uper .x}}");
        assertThat(failure).hasMessage("redis.conf.tmpl:1:3: function \"uper\" not defined");
        assertThat(failure.hint()).contains("did you mean upper?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{range until 1001}}{{range until 1000}}{{end}}{{end}}~more than 1000000 passes through loops",
                "{{define \"r\"}}{{template \"r\"}}{{end}}{{template \"r\"}}~exceeded maximum template depth (500)",
                "{{$x := \"0123456789abcdef\"}}{{range until 30}}{{$x = print $x $x}}{{end}}~longer than 16777216 characters",
                "{{repeat \"x\" 2000000000}}~longer than 16777216 characters",
                "{{$x := list}}{{range until 300}}{{$x = list $x}}{{end}}{{$x}}~nested more than 200 deep",
                "{{range until 20000}}{{printf \"%01000d\" 1}}{{end}}~longer than 16777216 characters",
                "{{$x := repeat \"x\" 1000000}}{{range until 1000}}{{$y := upper $x}}{{end}}~work on more than 134217728",
                "{{$x := list}}{{$y := list}}{{range until 60}}{{$x = list $x $x}}{{$y = list $y $y}}{{end}}{{eq $x $y}}~looks at more than 10000000 items",
                "{{until 1000001}}~more than 1000000 items"
            })
    void namesTheLimitThatATemplateBreaks(String template, String limit) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(limit);
    }

    @Test
    void refusesDeeplyNestedSyntax() {
        String open = "{{if true}}".repeat(251);
        assertThatThrownBy(() -> render(open + "{{end}}".repeat(251)))
                .hasMessageContaining("nested more than 250 deep");
        assertThatThrownBy(() -> render("{{" + "(".repeat(100_000) + "1" + ")".repeat(100_000) + "}}"))
                .hasMessageContaining("nested more than 250 deep");
    }

    @Test
    void passesForeignBytesThrough() {
        byte[] latin1 = {'n', (byte) 0xE9, ' ', '{', '{', '.', 'x', '}', '}', (byte) 0xFF, (byte) 0xC3};
        String text = ByteText.decode(latin1);
        byte[] rendered = Template.parse("t", text, Functions.go(), TemplateSet.empty())
                .render(TestData.parse(DATA), RenderOptions.likeGo())
                .bytes();
        assertThat(rendered).containsExactly('n', 0xE9, ' ', '1', 0xFF, 0xC3);
    }

    @Test
    void keepsTheTypeOfASingleAction() {
        Object data = TestData.parse(DATA);
        assertThat(value("{{.redis.port}}", data)).isEqualTo(6379L);
        assertThat(value("{{add .redis.port 1}}", data)).isEqualTo(6380L);
        assertThat(value("port {{.redis.port}}", data)).isEqualTo("port 6379");
        assertThat(value("{{.redis.port}}\n", data)).isEqualTo("6379\n");
    }

    private static @Nullable Object value(String template, @Nullable Object data) {
        return Template.parseFragment("f", 3, 5, template, Functions.dray()).value(data, RenderOptions.strict());
    }

    @Test
    void countsPlacesFromWhereAFragmentStandsInItsFile() {
        assertThatThrownBy(() -> value("x{{.nope}}", TestData.parse(DATA))).hasMessageStartingWith("f:3:8: ");
    }

    @Test
    void sharesDefinitionsOfPartialsAndLetsFilesReplaceThem() {
        TemplateSet partials = TemplateSet.empty()
                .with(
                        "a.partial",
                        "{{define \"a\"}}A{{template \"b\"}}{{end}}{{define \"b\"}}B{{end}}",
                        Functions.dray());
        assertThat(rendered("{{template \"a\"}}", partials)).isEqualTo("AB");
        assertThat(rendered("{{define \"b\"}}C{{end}}{{template \"a\"}}", partials))
                .isEqualTo("AC");
        assertThat(rendered("{{template \"a\"}}", partials)).isEqualTo("AB");
    }

    private static String rendered(String template, TemplateSet partials) {
        return Template.parse("t", template, Functions.dray(), partials)
                .render(null, RenderOptions.strict())
                .text();
    }
}
