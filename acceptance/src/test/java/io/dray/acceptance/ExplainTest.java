package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dray explain} of attributes, from the shell. */
class ExplainTest {
    @TempDir
    Path directory;

    @Test
    void namesEveryValueThatLost() throws IOException {
        Path weak = Files.writeString(directory.resolve("1.yml"), "default:\n  a:\n    b: 1\n");
        Path strong = Files.writeString(directory.resolve("2.yml"), "override:\n  a: {b: 2}\n");
        Dray.Result result = Dray.run(
                Map.of("TEMPLATER_OVERRIDE", "{\n\"a\":{\"b\":3}}"),
                "explain",
                "--attributes=" + strong,
                "--attributes=" + weak,
                "a.b");
        assertThat(result.out())
                .isEqualTo("a.b = 3\n    set in TEMPLATER_OVERRIDE:2:10 (override)\n    over 2 in " + strong
                        + ":2\n    over 1 in " + weak + ":3\n");
    }

    @Test
    void explainsALineForPrograms() throws IOException {
        Path attributes = Files.writeString(directory.resolve("a.json"), "{\"a\":\n1}");
        Path template = Files.writeString(directory.resolve("t"), "x\n{{.a}}\n");
        Dray.Result result =
                Dray.run("explain", "--attributes=" + attributes, "--format=json", "--template=" + template + ":2");
        assertThat(result.out())
                .startsWith("{\"template\":\"" + template + "\",\"line\":2,\"text\":\"{{.a}}\",\"rendered\":true,")
                .contains("\"key\":\"a\",\"value\":1,\"file\":\"" + attributes + "\",\"line\":2");
    }

    @Test
    void suggestsWhatWasMeant() throws IOException {
        Path attributes = Files.writeString(directory.resolve("a.yml"), "redis: {port: 1}\n");
        Dray.Result result = Dray.run("explain", "--attributes=" + attributes, "redis.prot");
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.err()).isEqualTo("dray: redis.prot is not set\ndray: hint: did you mean redis.port?\n");
    }
}
