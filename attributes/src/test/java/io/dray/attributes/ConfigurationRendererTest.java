package io.dray.attributes;

import static io.dray.attributes.Given.file;
import static io.dray.attributes.Given.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationRendererTest {
    private static final AttributeTree TREE =
            tree("redis:", "  port: 6379", "  log: notice", "  hosts: [a, b]", "  motd: \"a\\nb\"");

    private static List<RenderedFile> render(SourceFile... templates) {
        return new ConfigurationRenderer(TREE, Arrays.asList(templates))
                .render()
                .files();
    }

    private static String text(RenderedFile file) {
        return new String(file.content(), StandardCharsets.UTF_8);
    }

    @Test
    void rendersTemplatesSortedByTargetAndLeavesOtherFilesAlone() {
        List<RenderedFile> files = render(
                file("etc/z.conf.tmpl", "z"),
                file("etc/redis.tmpl.conf", "port {{.redis.port}}\n"),
                file("etc/plain.conf", "{{"),
                file("etc/sub.partial", "{{"),
                file("b.tmpl.tmpl", "b"),
                file("etc/haproxy.cfg.tmpl", "h"),
                file("etc/haproxy2.cfg", "plain"));
        assertThat(files)
                .extracting(RenderedFile::target)
                .containsExactly("/b.tmpl", "/etc/haproxy.cfg", "/etc/redis.conf", "/etc/z.conf");
        assertThat(text(files.get(2))).isEqualTo("port 6379\n");
    }

    @Test
    void takesOwnerModeAndCheckFromTheSettings() {
        List<RenderedFile> files = render(
                file("a.conf.tmpl", ""),
                file("a.conf.tmpl.cfg", "uid: 101\ngid: 102\nmode: 0755\ncheckCmd: test -s /a.conf\n"),
                file("b.conf.tmpl", ""),
                file("c.tmpl.conf", ""),
                file("c.tmpl.conf.cfg", "mode: \"0o4711\""));
        assertThat(files.get(0).uid()).hasValue(101);
        assertThat(files.get(0).gid()).hasValue(102);
        assertThat(files.get(0).mode()).isEqualTo(0755);
        assertThat(files.get(0).checkCommand()).contains("test -s /a.conf");
        assertThat(files.get(1).mode()).isEqualTo(0640);
        assertThat(files.get(1).uid()).isEmpty();
        assertThat(files.get(2).mode()).isEqualTo(04711);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "mode: 644~templates/a.tmpl.cfg:1: mode must be octal with a leading zero",
                "mode: 0999~templates/a.tmpl.cfg:1: mode must be octal",
                "mode: 010000~templates/a.tmpl.cfg:1: mode must be octal",
                "mode: [1]~templates/a.tmpl.cfg:1: mode must be octal",
                "uid: root~templates/a.tmpl.cfg:1: uid must be a number",
                "gid: -1~templates/a.tmpl.cfg:1: gid must be a number",
                "checkCmd: [a]~templates/a.tmpl.cfg:1: checkCmd must be a string",
                "checkCommand: x~templates/a.tmpl.cfg:1: unknown key 'checkCommand'",
                "- x~templates/a.tmpl.cfg:1: template settings must be a map"
            })
    void refusesSettingsItDoesNotUnderstand(String settings, String message) {
        assertThatThrownBy(() -> render(file("a.tmpl", ""), file("a.tmpl.cfg", settings)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesSettingsWithoutATemplate() {
        assertThatThrownBy(() -> render(file("etc/a.tmpl.cfg", "mode: 0644")))
                .hasMessageStartingWith("templates/etc/a.tmpl.cfg: there is no template templates/etc/a.tmpl ");
    }

    @Test
    void refusesTwoTemplatesForOneFile() {
        assertThatThrownBy(() -> render(file("a.tmpl.conf", ""), file("a.conf.tmpl", "")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("cannot render /a.conf: both templates/a.conf.tmpl and templates/a.tmpl.conf make it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a.tmpl", "a/../../b.tmpl", "/a.tmpl", "a//b.tmpl", ".tmpl", "a/.tmpl", "...tmpl"})
    void refusesTargetsThatLeaveTheRootOrNameNoFile(String path) {
        assertThatThrownBy(() -> render(file(path, ""))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void sharesPartialsButNotTheDefinitionsOfTemplates() {
        SourceFile partial = file("lib.partial", "{{define \"port\"}}{{.redis.port}}{{end}}");
        assertThat(text(render(partial, file("a.tmpl", "{{template \"port\" .}}"))
                        .getFirst()))
                .isEqualTo("6379");
        assertThatThrownBy(() -> render(
                        partial,
                        file("a.tmpl", "{{define \"mine\"}}x{{end}}"),
                        file("b.tmpl", "{{template \"mine\"}}")))
                .hasMessageStartingWith("templates/b.tmpl:1:12: executing ")
                .hasMessageEndingWith(": template \"mine\" not defined");
    }

    @Test
    void namesTemplateAndPlaceOfAMissingAttribute() {
        assertThatThrownBy(() -> render(file("etc/redis/redis.conf.tmpl", "a\nport {{.redis.prot}}\n")))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> {
                    assertThat(e)
                            .hasMessageStartingWith("templates/etc/redis/redis.conf.tmpl:2:14: executing ")
                            .hasMessageEndingWith(" at <.redis.prot>: map has no entry for key \"prot\"");
                    assertThat(e.hint()).contains("did you mean .redis.port? It is defined in aci-redis/redis.yml:3");
                });
    }

    @Test
    void saysWhereTheValuesOfEachLineWereWritten() {
        List<LineOrigin> lines = render(file("r.tmpl", """
            # redis
            port {{.redis.port}}
            {{if .redis.tls}}tls{{else}}plain {{.redis.log}}{{end}}
            {{toJson .redis.hosts | len}} {{len .redis.motd}}
            """)).getFirst().lines();
        Origin port = new Origin("aci-redis/redis.yml", 3, 11, "example.com/aci-redis:1", List.of());
        assertThat(lines.get(0))
                .isEqualTo(new LineOrigin(
                        2, "templates/r.tmpl", 2, List.of(new AttributeUse("redis.port", "6379", port))));
        assertThat(lines.get(1).line()).isEqualTo(3);
        assertThat(lines.get(1).uses()).extracting(AttributeUse::key).containsExactly("redis.log");
        assertThat(lines.get(2).uses()).extracting(AttributeUse::value).containsExactly("[\"a\",\"b\"]", "a\\nb");
    }

    @Test
    void keepsBytesThatAreNoText() {
        byte[] content = {(byte) 0xFF, '{', '{', '1', '}', '}', 0};
        SourceFile file = new SourceFile("a.tmpl", content, 0100644);
        RenderedFile rendered = render(file).getFirst();
        assertThat(rendered.content()).containsExactly(0xFF, '1', 0);
        assertThat(rendered.mode()).isEqualTo(0644);
    }
}
