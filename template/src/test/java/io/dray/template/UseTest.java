package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UseTest {
    private static final String DATA =
            "{\"redis\":{\"port\":1,\"host\":\"h\",\"on\":true,\"slaves\":[{\"host\":\"a\"},{\"host\":\"b\"}],\"save\":[900,60],"
                    + "\"dotted.key\":{\"x\":1}},\"list\":[1,2]}";

    /** The uses as {@code line:key}, for templates of one file. */
    private static List<String> uses(String template) {
        Rendering rendering = Template.parse("t", template, Functions.dray(), TemplateSet.empty())
                .render(TestData.parse(DATA), RenderOptions.strict());
        return rendering.uses().stream()
                .map(use -> use.outputLine() + ":" + use.key())
                .toList();
    }

    @Test
    void countsAnActionForTheLineItPrintsOn() {
        assertThat(uses("# x\nport {{.redis.port}}\nhost {{.redis.host}}:{{.redis.port}}\n"))
                .containsExactly("2:redis.port", "3:redis.host", "3:redis.port");
    }

    @Test
    void countsAConditionForTheFirstLineOfTheBranch() {
        assertThat(uses("a\n{{if .redis.on}}\nb\nc\n{{end}}d")).containsExactly("3:redis.on");
        assertThat(uses("a {{if .redis.on}}b{{end}}")).containsExactly("1:redis.on");
        assertThat(uses("a\n{{if .redis.nope}}b{{end}}\nc")).containsExactly("2:redis.nope");
        assertThat(uses("{{if .redis.on}}\nport {{.redis.port}}\n{{end}}"))
                .containsExactly("2:redis.on", "2:redis.port");
    }

    @Test
    void followsWithRangeAndVariables() {
        assertThat(uses("{{with .redis}}p {{.port}}{{end}}")).containsExactly("1:redis", "1:redis.port");
        assertThat(uses("{{range .redis.slaves}}{{.host}}\n{{end}}"))
                .containsExactly("1:redis.slaves", "1:redis.slaves[0].host", "2:redis.slaves[1].host");
        assertThat(uses("{{range $i, $s := .redis.save}}save {{$s}}\n{{end}}"))
                .contains("1:redis.save[0]", "2:redis.save[1]");
        assertThat(uses("{{$p := add .redis.port 1}}\nx\nport {{$p}}\n")).containsExactly("3:redis.port");
        assertThat(uses("{{$r := .redis}}{{$r.host}}")).contains("1:redis.host");
    }

    @Test
    void followsIndexAndQuotesStrangeKeys() {
        assertThat(uses("{{index .redis \"dotted.key\" \"x\"}}")).contains("1:redis[\"dotted.key\"].x");
        assertThat(uses("{{index .list 1}}")).contains("1:list[1]");
    }

    @Test
    void countsEveryLineOfAnActionThatPrintsSeveral() {
        assertThat(uses("x\n{{toYaml .list}}y")).containsExactly("2:list", "3:list");
    }

    @Test
    void namesTheFileThatReadTheAttribute() {
        TemplateSet partials =
                TemplateSet.empty().with("p.partial", "{{define \"p\"}}\n{{.port}}{{end}}", Functions.dray());
        Rendering rendering = Template.parse("t", "a\n{{template \"p\" .redis}}", Functions.dray(), partials)
                .render(TestData.parse(DATA), RenderOptions.strict());
        assertThat(rendering.uses()).containsExactly(new Use(3, "p.partial", 2, "redis.port"));
    }
}
