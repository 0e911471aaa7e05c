package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.template.function.FunctionContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DialectTest {
    private static final Map<String, Object> DATA =
            Map.of("repos", List.of("a", "b"), "port", 6379L, "size", 20971520L, "on", true);

    private static Rendering render(Dialect dialect, String text) {
        Template template = dialect.parse("t", text, TemplateSet.empty());
        RenderOptions options = dialect.options(_ -> Optional.empty(), FunctionContext.withoutEnvironment());
        return dialect.finished("t", template.render(dialect.data(DATA), options));
    }

    private static String dgr(String text) {
        return render(Dialect.DGR, text).text();
    }

    @Test
    void readsItsName() {
        assertThat(Dialect.of("dgr")).contains(Dialect.DGR);
        assertThat(Dialect.of("DGR")).isEmpty();
    }

    @Test
    void endsWithOneLineEndMoreThanTheJoinedLines() {
        assertThat(dgr("a\nb\n")).isEqualTo("a\nb\n");
        assertThat(dgr("a\nb")).isEqualTo("a\nb\n");
        assertThat(dgr("a\n\n\n")).isEqualTo("a\n\n\n");
        assertThat(dgr("")).isEqualTo("\n");
        assertThat(render(Dialect.DRAY, "a").text()).isEqualTo("a");
    }

    @Test
    void dropsBlanksButNotTabsAtLineEnds() {
        assertThat(dgr("a  \nb\t \r\nc")).isEqualTo("a\nb\t\nc\n");
    }

    @Test
    void keepsTheLineEndBeforeATrimMarkerAndDropsTheIndentation() {
        assertThat(dgr("a\n   {{- .on}}\n\t{{- .on}}")).isEqualTo("a\ntruetrue\n");
    }

    @Test
    void gluesTheNextLineWithItsIndentation() {
        assertThat(dgr("{{range .repos -}}\n  x{{.}}\n{{end -}}\nlast -}}\n  y\n"))
                .isEqualTo("  xa\n  xb\nlast }}  y\n");
    }

    @Test
    void namesTheLineOfTheFileThatWasGlued() {
        assertThatThrownBy(() -> dgr("{{if .on -}}\n  {{- .on -}}\n x {{template \"no\"}}{{end}}"))
                .hasMessageStartingWith("t:3:15: ");
        assertThat(render(Dialect.DGR, "{{if .on -}}\n{{.port}}{{end}}").uses())
                .containsExactly(new Use(1, "t", 1, "on"), new Use(1, "t", 2, "port"));
    }

    @Test
    void refusesALineThatDgrCouldNotRead() {
        assertThatThrownBy(() -> dgr("a\n" + "x".repeat(70_000)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("t:2:1: the line is longer than 65536");
    }

    @Test
    void makesEveryAttributeNumberAFloat() {
        assertThat(dgr("{{.size}} {{printf \"%d\" .port}}")).isEqualTo("2.097152e+07 %!d(float64=6379)\n");
        assertThat(render(Dialect.DRAY, "{{.size}}").text()).isEqualTo("20971520");
    }

    @Test
    void refusesATextInWhichAnAttributeIsMissing() {
        assertThatThrownBy(() -> dgr("a\n{{.nope}}\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("t: line 2 of the result contains <no value>")
                .extracting(e -> ((InvalidInputException) e).hint())
                .asString()
                .contains(".nope");
        assertThat(render(Dialect.GO, "{{.nope}}").text()).isEqualTo("<no value>");
    }

    @Test
    void movesAnAttributesTemplateToItsPlaceInTheFile() {
        assertThatThrownBy(() -> Dialect.DGR
                        .parseAttribute("f.yml", 3, 5, "x {{template \"no\"}}")
                        .render(null, RenderOptions.likeGo()))
                .hasMessageStartingWith("f.yml:3:18: ");
    }
}
