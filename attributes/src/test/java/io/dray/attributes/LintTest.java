package io.dray.attributes;

import static io.dray.attributes.Given.file;
import static io.dray.attributes.Given.layer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {
    private static final String ATTRIBUTES = """
            default:
              redis: {port: 1, host: h, motd: '{{.name}}'}
              name: nn
              hosts: [{name: a}]
              map: {x: 1}
            """;

    private static List<String> lint(String attributes, SourceFile... templates) {
        AttributeSources sources = AttributeSources.of(List.of(layer("image", file("a.yml", attributes))), List.of());
        return Lint.run(sources, Arrays.asList(templates), LintBackground.NONE).stream()
                .map(LintFinding::toString)
                .toList();
    }

    private static List<String> unset(String template) {
        return lint(ATTRIBUTES, file("t.tmpl", template)).stream()
                .filter(line -> line.contains("never set"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{.redis.port}}",
                "{{with .redis}}{{.port}}{{$.name}}{{end}}",
                "{{range .hosts}}{{.name}}{{end}}",
                "{{range $k, $v := .map}}{{$v}}{{$k}}{{end}}",
                "{{$r := .redis}}{{$r.port}}",
                "{{if .nope}}{{.nope.deeper}}{{end}}",
                "{{with .nope}}{{.deeper}}{{end}}",
                "{{range .nope}}{{.deeper}}{{end}}",
                "{{.nope | default 1}}{{default 1 .nope}}",
                "{{if and .nope .nope.deeper}}x{{end}}",
                "{{define \"d\"}}{{.port}}{{end}}{{template \"d\" .redis}}",
                "{{index .redis \"port\"}}{{(index .hosts 0).name}}{{(.redis).port}}",
                "{{if not .nope}}x{{else}}{{.nope}}{{end}}{{if isNil .nope}}x{{else}}{{.nope}}{{end}}",
                "{{if isMap .nope}}{{.nope.x}}{{end}}{{if kindIs \"string\" .nope}}{{.nope}}{{end}}",
                "{{if hasKey .redis \"nope\"}}{{.redis.nope}}{{.redis.nope.deeper}}{{end}}",
                "{{$n := .nope}}{{if $n}}{{$n}}{{end}}",
                "{{if eq (default \"\" .nope) \"x\"}}{{.nope}}{{end}}",
                "{{if (index .redis \"nope\")}}{{.redis.nope}}{{end}}",
                "{{.redis.motd.anything}}"
            })
    void findsNothingWhereEveryKeyIsSetOrAskedFor(String template) {
        assertThat(unset(template)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{.redis.prot}}",
                "{{with .redis}}{{.prot}}{{end}}",
                "{{if .redis}}{{.redis.prot}}{{end}}",
                "{{if .nope}}x{{else}}{{.redis.prot}}{{end}}",
                "{{$r := .redis}}{{$r.prot}}",
                "{{$p := .redis.prot}}{{$p}}",
                "{{if .redis.prot}}x{{else}}{{.redis.prot}}{{end}}",
                "{{if eq .redis.prot 1}}x{{end}}",
                "{{if hasKey .redis \"port\"}}{{.redis.prot}}{{end}}",
                "{{printf \"%v\" .redis.prot}}{{(.redis).prot}}",
                "{{index .redis \"prot\"}}",
                "{{define \"d\"}}{{.prot}}{{end}}{{template \"d\" .redis}}"
            })
    void findsAKeyThatNothingSetsInEveryBranch(String template) {
        assertThat(unset(template))
                .containsExactly("templates/t.tmpl:1: .redis.prot is never set; did you mean .redis.port?");
    }

    @Test
    void findsAttributesThatNoTemplateUses() {
        assertThat(lint(ATTRIBUTES, file("t.tmpl", "{{with .redis}}{{.port}}{{end}}{{toJson .map}}")))
                .containsExactly(
                        "a.yml:2: redis.host is used by no template",
                        "a.yml:2: redis.motd is used by no template",
                        "a.yml:4: hosts is used by no template");
        assertThat(lint(ATTRIBUTES, file("t.tmpl", "{{toJson .}}"))).isEmpty();
    }

    @Test
    void findsTemplatesThatCannotBeReadAndTrustsWhatTheyMention() {
        assertThat(lint(
                        "default: {used: 1, unused: 2}",
                        file("t.tmpl", "a\n{{if .used}}"),
                        file("p.partial", "{{nofunction}}"),
                        file("t.tmpl.cfg", "mod: 1")))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("templates/t.tmpl:2: "))
                .anyMatch(line -> line.startsWith("templates/p.partial:1: "))
                .anyMatch(line -> line.startsWith("templates/t.tmpl.cfg:1: unknown key 'mod'"))
                .contains("a.yml:1: unused is used by no template");
    }

    @Test
    void findsValuesThatAreSetTwiceInOneLayerOnly() {
        AttributeSources sources = AttributeSources.of(
                List.of(
                        layer("1", file("1/a.yml", "default: {p: 1}"), file("1/b.yml", "default: {p: 2}")),
                        layer("2", file("2/a.yml", "default: {p: 3}"))),
                List.of());
        assertThat(Lint.run(sources, List.of(file("t.tmpl", "{{.p}}")), LintBackground.NONE))
                .extracting(LintFinding::toString)
                .containsExactly("1/a.yml:1: p is set again in 1/b.yml:1 of the same layer, this value never counts");
    }

    @Test
    void tellsWordsOfYamlThatSurpriseAndFilesThatCannotBeRead() {
        assertThat(lint("default:\n  p: no\nextra: 1\n", file("t.tmpl", "{{.p}}")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("a.yml:2: warning: 'no' means false in YAML 1.1");
        assertThat(lint("default: [", file("t.tmpl", "x")))
                .singleElement()
                .asString()
                .startsWith("a.yml:1: not valid");
    }
}
