package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dray template}, from the shell. */
class TemplateTest {
    @TempDir
    Path directory;

    private String file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, content).toString();
    }

    @Test
    void rendersTheStandardInput() {
        Dray.Result result = Dray.program(
                "sh",
                "-c",
                "printf 'port {{.port}}' | '" + Dray.HOME + "/bin/dray' template --override '{\"port\": 6380}' -");
        assertThat(result.out()).isEqualTo("port 6380");
        assertThat(result.code()).isZero();
    }

    @Test
    void keepsBytesThatAreNoText() throws IOException {
        Path template = directory.resolve("t");
        Files.write(template, new byte[] {'a', (byte) 0xff, '{', '{', '1', '}', '}'});
        String script = "'" + Dray.HOME + "/bin/dray' template '" + template + "' | od -An -tx1";
        assertThat(Dray.program("sh", "-c", script).out().strip()).isEqualTo("61 ff 31");
    }

    @Test
    void readsEncodedOverridesOfTheEnvironment() throws IOException {
        String template = file("t", "{{.a}}");
        Dray.Result result = Dray.run(Map.of("TEMPLATER_OVERRIDE_BASE64", "base64,eyJhIjoiYiJ9"), "template", template);
        assertThat(result.out()).isEqualTo("b");
        Dray.Result bare = Dray.run(Map.of("TEMPLATER_OVERRIDE_BASE64", "eyJhIjoiYiJ9"), "template", template);
        assertThat(bare.code()).isEqualTo(254);
        assertThat(bare.err())
                .contains("TEMPLATER_OVERRIDE_BASE64: not valid JSON")
                .contains("write base64, before");
    }

    @Test
    void rendersDgrsTemplatesAsDgrDid() throws IOException {
        file("in/attributes/aci/a.yml", "default:\n  dns: {nameservers: [8.8.8.8, 8.8.4.4], options: 1000000}\n");
        file("in/templates/etc/resolv.conf.tmpl", """
                {{- range .dns.nameservers}}
                nameserver {{.}}
                {{- end}}
                options {{.dns.options}}""");
        Dray.Result result =
                Dray.run("template", "--functions=dgr", "--in=" + directory + "/in", "--out=" + directory + "/out");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Files.readString(directory.resolve("out/etc/resolv.conf")))
                .isEqualTo("\nnameserver 8.8.8.8\n\nnameserver 8.8.4.4\n\noptions 1e+06\n");
    }

    @Test
    void letsNothingOutOfTheTree() throws IOException {
        file("in/templates/etc/a.tmpl", "new");
        String outside = file("outside/a", "old");
        Files.createDirectories(directory.resolve("out"));
        Files.createSymbolicLink(directory.resolve("out/etc"), directory.resolve("outside"));
        Dray.run("template", "--in=" + directory + "/in", "--out=" + directory + "/out");
        assertThat(Path.of(outside)).hasContent("old");
    }
}
