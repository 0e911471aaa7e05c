package io.dray.attributes;

import static io.dray.attributes.Given.file;
import static io.dray.attributes.Given.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.template.Dialect;
import io.dray.template.function.FunctionContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How each dialect reads attributes, and files that are taken as they are. */
class DialectAttributesTest {
    private static AttributeTree tree(Dialect dialect, AttributeLayer... layers) {
        return AttributeTree.of(AttributeSources.of(Arrays.asList(layers), List.of())
                .in(dialect, FunctionContext.withoutEnvironment()));
    }

    private static AttributeLayer given(String name, String content) {
        return AttributeLayer.asGiven(name, AttributeLevel.SERVICE, List.of(file(name, content)));
    }

    @Test
    void makesEveryNumberAFloatForDgr() {
        AttributeTree tree = tree(Dialect.DGR, layer("l", file("a.yml", "default: {a: 1, b: [0644], c: {d: 2}}")));
        assertThat(tree.values()).isEqualTo(Map.of("a", 1.0, "b", List.of(420.0), "c", Map.of("d", 2.0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{.port}}|8080.0",
                "{{print \"1.10\"}}|1.1",
                "{{print \"007\"}}|7.0",
                "{{\"yes\"}}|true",
                "{{.host}} # x|h1",
                "{{print \"a: b\"}}|{a=b}",
                "q-{{.raw}}|q-{{.host}}"
            })
    void readsWhatATemplatedAttributeMakesAsYamlForDgr(String template, String value) {
        String content = "default:\n  port: 8080\n  host: h1\n  raw: '{{.host}}'\n  v: '" + template + "'\n";
        assertThat(tree(Dialect.DGR, layer("l", file("a.yml", content))).value("v"))
                .hasValueSatisfying(made -> assertThat(made).hasToString(value));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void leavesTemplatesInFilesWithoutRootsAlone(Dialect dialect) {
        AttributeTree tree = tree(dialect, given("a.yml", "a: x\nb: '{{.a}}'\nc: ['{{', '{{.nope}}']\n"));
        assertThat(tree.values()).isEqualTo(Map.of("a", "x", "b", "{{.a}}", "c", List.of("{{", "{{.nope}}")));
    }

    @Test
    void rendersWhatAFileWithRootsSaysOverOneWithout() {
        AttributeTree tree = tree(
                Dialect.DRAY,
                given("plain.yml", "a: '{{1}}'\nb: '{{2}}'\n"),
                AttributeLayer.asGiven(
                        "node", AttributeLevel.NODE, List.of(file("a.yml", "default:\n  b: '{{.a}}!'\n"))));
        assertThat(tree.values()).isEqualTo(Map.of("a", "{{1}}", "b", "{{1}}!"));
    }

    @Test
    void letsTheLaterOfTwoEqualKeysWinForDgrOnly() {
        AttributeLayer twice = layer("l", file("a.yml", "default:\n  a: 1\n  a: 2\n"));
        assertThat(tree(Dialect.DGR, twice).values()).isEqualTo(Map.of("a", 2.0));
        assertThatThrownBy(() -> tree(Dialect.DRAY, twice))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("a.yml:3: the key 'a' stands twice in one map");
    }

    @Test
    void leavesTextsAloneForGo() {
        assertThat(tree(Dialect.GO, given("a.yml", "a: '{{.b}}'")).values()).isEqualTo(Map.of("a", "{{.b}}"));
    }

    @Test
    void takesAFileWithoutRootsAsItIs() {
        assertThat(tree(Dialect.DRAY, given("a.yml", "a: 1\nb: no\n")).values()).isEqualTo(Map.of("a", 1L, "b", false));
        assertThat(tree(Dialect.DRAY, given("a.json", "{\"a\":1e3,\n\t\"b\":\"no\"}"))
                        .values())
                .isEqualTo(Map.of("a", 1000.0, "b", "no"));
        assertThat(tree(Dialect.DRAY, given("a", "{\"a\":1e3}")).values()).isEqualTo(Map.of("a", 1000.0));
        assertThat(tree(Dialect.DRAY, given("a", "[1, 2]")).data()).isEqualTo(List.of(1L, 2L));
    }

    @Test
    void mergesPlainFilesWithLayeredOnes() {
        AttributeTree tree = tree(
                Dialect.DRAY,
                given("1.yml", "default: {a: 1, b: 1}\noverride: {c: 1}\n"),
                given("2.yml", "b: 2\nc: 2\n"));
        assertThat(tree.values()).isEqualTo(Map.of("a", 1L, "b", 2L, "c", 1L));
    }

    @Test
    void refusesAFileThatIsNoAttributesAtAll() {
        assertThatThrownBy(() -> tree(Dialect.DRAY, given("README", "Some words.\n")))
                .hasMessage("README:1: attributes must be a map, not a string");
    }

    @Test
    void keepsATextThatOnlyLooksLikeYaml() {
        AttributeTree tree = Given.tree("s: \"a: b\"", "t: \"{{.s}}\"");
        assertThat(tree.value("t")).contains("a: b");
    }

    @Test
    void readsTheOverrideOfTheEnvironmentAsDgrDoes() {
        assertThat(AttributeOverride.of(Map.of())).isEmpty();
        assertThat(AttributeOverride.of(Map.of("TEMPLATER_OVERRIDE", " "))).isEmpty();
        assertThat(AttributeOverride.of(Map.of("TEMPLATER_OVERRIDE", "a", "TEMPLATER_OVERRIDE_BASE64", "b")))
                .contains(new AttributeOverride("TEMPLATER_OVERRIDE_BASE64", "b"));
        assertThat(AttributeOverride.of(Map.of("TEMPLATER_OVERRIDE", "a", "TEMPLATER_OVERRIDE_BASE64", "")))
                .contains(new AttributeOverride("TEMPLATER_OVERRIDE", "a"));
    }

    @Test
    void knowsTheLineInAnOverrideOfManyLines() {
        AttributeTree tree = AttributeTree.of(AttributeSources.of(
                List.of(), List.of(new AttributeOverride("--override", "{\n \"a\":\n  [1,\n   2]\n}"))));
        assertThat(tree.origin("a")).hasToString("Optional[--override:2:2]");
        assertThat(tree.origin("a[1]")).hasToString("Optional[--override:4:4]");
    }

    @Test
    void survivesAnyBytes() {
        Random random = new Random(7);
        String alphabet = "abc: -[]{}&*!|>'\"%@`#,?\n\t \\0{1.}~<\u0000\u00e9";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "default:\n  " : "");
            for (int j = random.nextInt(60); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            try {
                tree(
                        Dialect.DRAY,
                        AttributeLayer.asGiven("f", AttributeLevel.SERVICE, List.of(new SourceFile("f", bytes, 0))));
            } catch (InvalidInputException e) {
                assertThat(e.getMessage()).as("case %d", i).startsWith("f");
            }
        }
    }
}
