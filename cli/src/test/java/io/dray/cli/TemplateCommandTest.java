package io.dray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateCommandTest {
    @TempDir
    private Path directory;

    private TestingConsole console;

    @BeforeEach
    void makeConsole() {
        console = new TestingConsole(directory.resolve("data"));
    }

    private String file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, content).toString();
    }

    private String read(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    @Test
    void rendersOneTemplateByteByByte() throws IOException {
        String template = file("t", "{{.a}} {{.b.c}}\n\n x");
        String attributes = file("a.yml", "default:\n  a: 1\n  b: {c: old}\n");
        assertThat(console.run("template", "--attributes", attributes, "--override={\"b\":{\"c\":2}}", template))
                .isZero();
        assertThat(console.out()).isEqualTo("1 2\n\n x");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void letsTheEnvironmentWinOverFilesAndTheOptionOverBoth() throws IOException {
        String template = file("t", "{{.a}}{{.b}}{{.c}}");
        String attributes = file("a.json", "{\"a\":1,\"b\":1,\"c\":1}");
        console.with("TEMPLATER_OVERRIDE", "{\"b\":2,\"c\":2}");
        console.run("template", "--attributes=" + attributes, "--override={\"c\":3}", template);
        assertThat(console.out()).isEqualTo("123");
    }

    @Test
    void readsADirectoryOfAttributesWithItsLinks() throws IOException {
        file("a/..data/x.yml", "a: 1\n");
        Files.createSymbolicLink(directory.resolve("a/x.yml"), Path.of("..data/x.yml"));
        file("a/y/z", "default: {b: 2}\n");
        console.run("template", "--attributes=" + directory.resolve("a"), file("t", "{{.a}}{{.b}}"));
        assertThat(console.out()).isEqualTo("12");
    }

    @Test
    void failsOnAMissingKeyUnlessAskedOtherwise() throws IOException {
        String template = file("t", "a\n b{{.nope}}");
        assertThat(console.run("template", template)).isEqualTo(254);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).startsWith("dray: " + template + ":2:").contains(".nope");
        assertThat(console.run("template", "--functions=dgr", template)).isEqualTo(254);
        assertThat(console.run("template", "--missing=default", template)).isZero();
        assertThat(console.out()).isEqualTo("a\n b<no value>");
    }

    @Test
    void printsNothingWhenTheTemplateFails() throws IOException {
        assertThat(console.run("template", file("t", "much text {{index 1 2}}")))
                .isEqualTo(254);
        assertThat(console.out()).isEmpty();
    }

    @Test
    void saysOnOneLineWhatIsWrong() throws IOException {
        String template = file("t", "x");
        assertFails("template", directory.toString());
        assertThat(console.err()).contains("it is a directory");
        assertFails("template", directory.resolve("none").toString());
        assertThat(console.err()).contains("there is no such file");
        assertFails("template", "--attributes=" + directory.resolve("none"), template);
        assertFails("template", "--attributes=" + file("bad.json", "{\"a\":\n}"), template);
        assertThat(console.err()).contains("bad.json:2:1: not valid JSON");
        assertFails("template", "--attributes=" + file("bin.yml", "a: \u0000\n"), template);
        assertThat(console.err()).contains("bin.yml:1: not valid YAML: the character U+0000 is not allowed");
        assertFails("template", "--override=[1]", template);
        assertThat(console.err()).contains("--override: attributes must be a JSON object, not a list");
        assertFails("template", "--functions=rkt", template);
        assertFails("template", "--missing=maybe", template);
        assertFails("template", "--in=" + directory);
        assertFails("template", "--in=" + directory, "--out=" + directory);
        assertFails("template", "--check", template);
    }

    private void assertFails(String... words) {
        assertThat(console.run(words)).isEqualTo(254);
        assertThat(console.out()).isEmpty();
        assertThat(console.err().lines().count()).isLessThanOrEqualTo(2);
    }

    private int tree(String... more) {
        String[] words = new String[more.length + 3];
        words[0] = "template";
        words[1] = "--in=" + directory.resolve("in");
        words[2] = "--out=" + directory.resolve("out");
        System.arraycopy(more, 0, words, 3, more.length);
        return console.run(words);
    }

    @Test
    void writesATreeWithModesAndDirectories() throws IOException {
        file("in/attributes/aci/a.yml", "default: {port: 1}\n");
        file("in/templates/lib.partial", "{{define \"p\"}}port {{.port}}{{end}}");
        file("in/templates/etc/a.conf.tmpl", "{{template \"p\" .}}\n");
        file("in/templates/etc/a.conf.tmpl.cfg", "mode: 0640\ncheckCmd: test -s etc/a.conf\n");
        file("in/templates/etc/b.tmpl.yml", "b");
        file("in/templates/etc/plain", "{{");
        Files.createDirectories(directory.resolve("in/templates/empty"));
        assertThat(tree()).as(console.err()).isZero();
        assertThat(read("out/etc/a.conf")).isEqualTo("port 1\n");
        assertThat(Files.getAttribute(directory.resolve("out/etc/a.conf"), "unix:mode"))
                .isEqualTo(0100640);
        assertThat(read("out/etc/b.yml")).isEqualTo("b");
        assertThat(directory.resolve("out/etc/plain")).doesNotExist();
        assertThat(directory.resolve("out/empty")).isDirectory();
        assertThat(console.err()).contains("the check of /etc/a.conf was not run");
        assertThat(tree("--check")).isZero();
    }

    @Test
    void leavesEveryOldFileWhenOneTemplateOrCheckFails() throws IOException {
        file("out/a", "old");
        file("in/templates/a.tmpl", "new {{.x}}");
        file("in/templates/b.tmpl", "{{.nope}}");
        assertThat(tree("--override={\"x\":1}")).isEqualTo(254);
        assertThat(read("out/a")).isEqualTo("old");
        file("in/templates/b.tmpl.cfg", "checkCmd: grep -q good b\n");
        assertThat(tree("--check", "--override={\"x\":1,\"nope\":2}")).isEqualTo(254);
        assertThat(console.err()).contains("the check of /b failed with exit code 1");
        assertThat(directory.resolve("out")).isDirectoryNotContaining(path -> !path.endsWith("a"));
        assertThat(read("out/a")).isEqualTo("old");
        assertThat(tree("--check", "--override={\"x\":1,\"nope\":\"good\"}")).isZero();
        assertThat(read("out/a")).isEqualTo("new 1");
    }

    @Test
    void neverFollowsALinkOutOfTheTree() throws IOException {
        file("secret/a", "secret");
        file("in/templates/link/a.tmpl", "new");
        file("in/templates/b.tmpl", "new");
        Files.createDirectories(directory.resolve("out"));
        Files.createSymbolicLink(directory.resolve("out/b"), directory.resolve("secret/a"));
        Files.createSymbolicLink(directory.resolve("out/link"), Path.of("../secret"));
        assertThat(tree()).isNotEqualTo(1);
        assertThat(read("secret/a")).isEqualTo("secret");
    }

    @Test
    void removesWhatAKilledRunLeft() throws IOException {
        file("in/templates/etc/a.tmpl", "new");
        long alive = ProcessHandle.current().pid();
        file("out/etc/.dray-4194304-0-new", "half");
        file("out/etc/.dray-4194304-12-old", "old");
        file("out/etc/.dray-" + alive + "-99-old", "needed");
        file("out/etc/.dray-4194304-x-old", "another's");
        file("out/etc/.dray-new", "another's");
        assertThat(tree()).isZero();
        assertThat(directory.resolve("out/etc").toFile().list())
                .containsExactlyInAnyOrder("a", ".dray-" + alive + "-99-old", ".dray-4194304-x-old", ".dray-new");
    }

    @Test
    void replacesNoDirectory() throws IOException {
        file("in/templates/a.tmpl", "new");
        Files.createDirectories(directory.resolve("out/a"));
        assertThat(tree()).isEqualTo(254);
        assertThat(console.err()).contains("there is something else than a plain file of that name");
    }
}
