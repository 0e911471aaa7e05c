package io.dray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain} of keys and lines, and {@code lint}. */
class AttributeCommandsTest {
    @TempDir
    private Path directory;

    private TestingConsole console;
    private String weak = "";
    private String strong = "";
    private String template = "";

    @BeforeEach
    void makeFiles() throws IOException {
        console = new TestingConsole(directory.resolve("data"));
        weak = file("weak.yml", "default:\n  redis:\n    port: 6379\n    url: 'x:{{.redis.port}}'\n");
        strong = file("strong.yml", "default:\n  redis:\n    port: 6380\n");
        template = file("templates/t.tmpl", "a\n{{with .redis}}{{.port}}{{end}}\n{{if false}}{{.nope}}{{end}}\n");
    }

    private String file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, content).toString();
    }

    private int explain(String... words) {
        String[] line = new String[words.length + 3];
        line[0] = "explain";
        line[1] = "--attributes=" + weak;
        line[2] = "--attributes=" + strong;
        System.arraycopy(words, 0, line, 3, words.length);
        return console.run(line);
    }

    @Test
    void printsAValueWhereItWasSetAndWhatItOverrode() {
        assertThat(explain("--override={\"redis\":{\"port\":1}}", "redis.port")).isZero();
        assertThat(console.out())
                .isEqualTo("redis.port = 1\n    set in --override:1:18 (override)\n    over 6380 in " + strong
                        + ":3\n    over 6379 in " + weak + ":3\n");
    }

    @Test
    void explainsTemplatedValuesAndWholeMaps() {
        assertThat(explain(".redis")).isZero();
        assertThat(console.out()).contains("redis.port = 6380\n", "redis.url = x:6380\n", ":4 as x:{{.redis.port}}\n");
    }

    @Test
    void printsJson() {
        assertThat(explain("--format=json", "redis.port")).isZero();
        assertThat(console.out())
                .startsWith("{\"key\":\"redis.port\",\"value\":6380,\"file\":\"" + strong + "\",\"line\":3,")
                .contains("\"overrode\":[{\"value\":6379,\"file\":\"" + weak + "\",\"line\":3,");
    }

    @Test
    void suggestsTheNearestKey() {
        assertThat(explain("redis.prot")).isEqualTo(254);
        assertThat(console.err()).isEqualTo("dray: redis.prot is not set\ndray: hint: did you mean redis.port?\n");
        assertThat(explain("..")).isEqualTo(254);
        assertThat(explain("")).isEqualTo(254);
        assertThat(console.err()).startsWith("dray: explain what?\n");
    }

    @Test
    void explainsALineOfATemplate() {
        assertThat(explain("--template=" + template + ":2")).isZero();
        assertThat(console.out())
                .isEqualTo(template + ":2: {{with .redis}}{{.port}}{{end}}\n    redis.port = 6380\n        set in "
                        + strong + ":3\n        over 6379 in " + weak + ":3\n");
        assertThat(explain("--template=" + template + ":3")).isZero();
        assertThat(console.out()).endsWith("    nope is not set\n");
        assertThat(explain("--template=" + template + ":1")).isZero();
        assertThat(console.out()).endsWith("    uses no attribute\n");
    }

    @Test
    void refusesLinesThatAreNotThere() {
        assertThat(explain("--template=" + template + ":9")).isEqualTo(254);
        assertThat(console.err()).contains("has 3 lines, there is no line 9");
        assertThat(explain("--template=" + template)).isEqualTo(254);
        assertThat(console.err()).contains("--template takes FILE:LINE");
        assertThat(explain()).isEqualTo(254);
        assertThat(explain("--template=" + template + ":1", "redis")).isEqualTo(254);
    }

    @Test
    void stillExplainsPods() {
        assertThat(console.run("explain", "5bc80b1d")).isEqualTo(254);
        assertThat(console.err()).contains("no matches found for \"5bc80b1d\"");
    }

    @Test
    void lintsAnImageSource() throws IOException {
        file("src/attributes/a.yml", "default:\n  used: 1\n  unused: 0644\n");
        file("src/templates/etc/a.tmpl", "{{.used}}\n{{.nope}}\n");
        assertThat(console.run("lint", directory.resolve("src").toString())).isEqualTo(1);
        assertThat(console.out().lines())
                .containsExactly(
                        directory
                                + "/src/attributes/a.yml:3: warning: '0644' is the number 420 in YAML 1.1 and 644 in"
                                + " YAML 1.2: write 420, or \"0644\" in quotes",
                        directory + "/src/attributes/a.yml:3: unused is used by no template",
                        directory + "/src/templates/etc/a.tmpl:2: .nope is never set");
        assertThat(console.run("lint", "--format=json", directory.resolve("src").toString()))
                .isEqualTo(1);
        assertThat(console.out())
                .contains("\"line\":2,\"kind\":\"unset\",\"severity\":\"error\",\"text\":\".nope is never set\"}]");
    }

    @Test
    void lintsChosenFilesAndIsSilentWhenAllIsWell() throws IOException {
        file("t/a.tmpl", "{{.redis.port}}{{.redis.url}}");
        assertThat(console.run("lint", "--attributes=" + weak, "--templates=" + directory.resolve("t")))
                .isZero();
        assertThat(console.out()).isEmpty();
    }

    @Test
    void lintRefusesWhatIsNoSource() {
        assertThat(console.run("lint", directory.resolve("none").toString())).isEqualTo(254);
        assertThat(console.err()).contains("it is not a directory");
        assertThat(console.run("lint", "--templates=" + directory.resolve("none")))
                .isEqualTo(254);
    }
}
